namespace Kadende.Runtime.Requests;

/// <summary>A size that somebody wants a group to have.</summary>
/// <param name="Cluster">The cluster's id or name.</param>
/// <param name="Group">The group's path.</param>
/// <param name="Lasting">For how long.</param>
public sealed record GroupSize(string Cluster, string Group, int Size, Lasting Lasting);
