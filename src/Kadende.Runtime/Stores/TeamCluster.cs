namespace Kadende.Runtime.Stores;

/// <summary>A cluster that a team has or had.</summary>
internal sealed record TeamCluster(string Id, string Name);
