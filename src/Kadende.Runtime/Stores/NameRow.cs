namespace Kadende.Runtime.Stores;

/// <summary>To which cluster a name points.</summary>
internal sealed record NameRow(string Team, string Name, string ClusterId, string ETag);
