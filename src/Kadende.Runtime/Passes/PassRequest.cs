using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Passes;

/// <summary>A look at one cluster.</summary>
/// <param name="Due">The entry of the due list that asked for it; null when somebody else did.</param>
public sealed record PassRequest(string ClusterId, DueCluster? Due);
