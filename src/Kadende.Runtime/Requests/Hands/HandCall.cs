using Kadende.Core.Hands;

namespace Kadende.Runtime.Requests.Hands;

/// <summary>Something that is asked, apart from what it is.</summary>
/// <param name="Cluster">The cluster's id or name.</param>
/// <param name="Reason">In the words of who asks; null when none was given.</param>
/// <param name="Lasting">How long it lasts.</param>
/// <param name="Condition">What must hold.</param>
public sealed record HandCall(string Cluster, string? Reason, Lasting Lasting, WriteCondition Condition)
{
    public Asking By(RequestScope scope, DateTimeOffset now) => new(scope.Actor, Reason, Lasting.EndAt(now), now);
}
