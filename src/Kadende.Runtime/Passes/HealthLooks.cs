using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;

namespace Kadende.Runtime.Passes;

/// <summary>What the checks of a group and the flavours of its machines say of its nodes.</summary>
/// <remarks>
/// An answer is stale, and counts neither way, when it is no longer said of the node as it is decided about:
/// <list type="bullet">
/// <item>it is of another machine than the node's own, such as a double with the same label: that one is not asked;</item>
/// <item>the machine was replaced while it was asked: the look then loses the race for the node's slot, and its verdict with it;</item>
/// <item>it is older than the interval when all answers are there, because the group is large or slow to answer, but never within
/// <see cref="NeverStaleWithin"/>: so long may the look at a large group take, and were its first answers dropped each time, nobody would
/// ever judge them. For the same reason no two looks begin with the same machine.</item>
/// </list>
/// </remarks>
public sealed class HealthLooks(HealthProber checks, FlavourHealth flavours, TimeProvider time)
{
    public static readonly TimeSpan NeverStaleWithin = FlavourHealth.LongestLook;

    /// <returns>By node id; of who is not in it, nothing was said in this look.</returns>
    internal async Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        Round round,
        HealthQuestion question,
        CancellationToken cancellationToken
    )
    {
        // Side by side, so that neither ages while the other is asked.
        var (asked, told) = (
            checks.LookAsync(question, cancellationToken),
            flavours.AskAsync(round, question, cancellationToken)
        );
        await Task.WhenAll(asked, told);
        var answers = FlavourHealth.Combine(await asked, await told, question.HasChecks);
        return answers
            .Where(answer => !IsStale(answer.Value, question))
            .ToDictionary(answer => answer.Key, answer => answer.Value.Look, StringComparer.Ordinal);
    }

    private bool IsStale(HealthAnswer answer, HealthQuestion question) =>
        time.GetElapsedTime(answer.At) is var age
        && age > NeverStaleWithin
        && question.Wanted is { Health.Interval: var interval }
        && age > interval;
}
