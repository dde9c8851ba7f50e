namespace Kadende.Runtime.Stores;

/// <summary>A record as it was read, with the ETag that a change of it must name.</summary>
public sealed record Stored<T>(T Value, string ETag);
