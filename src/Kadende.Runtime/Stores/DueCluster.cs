namespace Kadende.Runtime.Stores;

/// <summary>A cluster and when it is to be looked at.</summary>
public sealed record DueCluster(string ClusterId, DateTimeOffset DueAt, string ETag);
