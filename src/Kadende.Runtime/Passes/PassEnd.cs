namespace Kadende.Runtime.Passes;

/// <summary>Whether the pass is over.</summary>
/// <param name="Again">The spec changed, or somebody asked for a look, while the pass ran: another round at once.</param>
/// <param name="NextLook">When the cluster is due next; null when it is gone.</param>
public sealed record PassEnd(bool Again, DateTimeOffset? NextLook);
