using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>
/// Many that fall ill at once usually means that the signal is wrong, or that replacing would not help: replacing stops until a person
/// has looked.
/// </summary>
internal static class Breakers
{
    /// <summary>No group is small enough for one or two ill nodes to open it.</summary>
    private const int AlwaysAllowed = 2;

    public static void Plan(GroupDraft draft)
    {
        if (draft.Breaker is null && !draft.Slots.Any(slot => slot.Live is { } live && IsIll(live)))
        {
            return;
        }

        var nodes = draft
            .Slots.Where(slot => !slot.IsSurplus)
            .SelectMany(slot => slot.Nodes)
            .Where(node => !node.IsLeaving)
            .ToList();
        var ill = nodes.Where(IsIll).ToList();
        var wanted = draft.Spec.Slots.Count;
        var allowed = Math.Max(AlwaysAllowed, draft.Spec.Repair.Breaker.Of(wanted));
        switch (draft.Breaker)
        {
            case null when ill.Count > allowed && draft.Spec.Repair.Auto:
                Open(draft, ill, [.. nodes.Where(Replacements.IsSettled)], allowed);
                break;
            case { IsOpen: false } when ill.Count <= allowed:
                draft.Breaker = null;
                draft.Tell(
                    EventKind.BreakerLifted,
                    "Armed",
                    $"{ill.Count} nodes are unhealthy, no more than is allowed: the breaker is armed again."
                );
                break;
            default:
                break;
        }

        if (draft.Breaker is { IsOpen: true } open)
        {
            draft.Say(
                "BreakerOpen",
                $"{open.Message} None of them is replaced until a person lifts the breaker; {ill.Count} are unhealthy now."
            );
        }
    }

    /// <summary>The node is ill and stays all the same, since a person has to look first.</summary>
    public static bool Keeps(GroupDraft draft, Node node) => draft.Breaker is { IsOpen: true } && IsIll(node);

    private static void Open(GroupDraft draft, List<Node> ill, List<Node> well, int allowed)
    {
        var cause = CommonCause.Of(draft, ill, well);
        var common =
            cause is null ? "They have nothing in common that sets them apart."
            : well.Count == 0 ? $"None is healthy to compare them with; what all have in common: {cause}."
            : $"What they have in common: {cause}.";
        var message =
            $"{ill.Count} of {draft.Spec.Slots.Count} nodes are unhealthy at once, more than the {allowed} that the breaker of {draft.Spec.Repair.Breaker} allows. {common}";
        draft.Breaker = new Breaker(draft.Now, message, cause);
        draft.Tell(
            EventKind.BreakerOpened,
            "TooManyUnhealthy",
            message,
            ("unhealthy", NodeEvents.Text(ill.Count)),
            ("allowed", NodeEvents.Text(allowed)),
            ("cause", cause)
        );
    }

    /// <summary>What a provider says of its own machines is not doubted: only the word of checks, flavours and people counts here.</summary>
    private static bool IsIll(Node node) => node.State == NodeState.Unhealthy && !NodeObserver.IsDead(node);
}
