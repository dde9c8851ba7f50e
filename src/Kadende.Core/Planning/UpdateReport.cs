using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Core.Planning;

/// <summary>Tells how a rolling update goes on: that it began, how far it is, that it stopped, that it is over.</summary>
internal static class UpdateReport
{
    /// <param name="outdated">How many nodes are still to be replaced.</param>
    /// <param name="problem">Why the update stops; null: it goes on.</param>
    public static void Plan(GroupDraft draft, int outdated, string? problem)
    {
        var left = Math.Max(outdated, CountLeaving(draft));
        if (left == 0)
        {
            Finish(draft);
            return;
        }

        Begin(draft, outdated);
        if (draft.Update is not { } update)
        {
            return;
        }

        if (problem is not null)
        {
            Stop(draft, update, left, problem);
        }
        else
        {
            draft.Update = update with { IsStopped = false };
            Progress(draft, update, left);
        }
    }

    private static void Begin(GroupDraft draft, int outdated)
    {
        if (outdated == 0 || string.Equals(draft.Update?.ConfigHash, draft.Spec.ConfigHash, StringComparison.Ordinal))
        {
            return;
        }

        draft.Update = new UpdateProgress(draft.Now, draft.Spec.ConfigHash, outdated, IsStopped: false);
        draft.Tell(
            EventKind.UpdateStarted,
            "Outdated",
            $"{outdated} nodes have another configuration than generation {draft.View.Generation}, and are replaced step by step.",
            ("outdated", NodeEvents.Text(outdated)),
            ("configuration", draft.Spec.ConfigHash)
        );
    }

    private static void Finish(GroupDraft draft)
    {
        if (draft.Update is not { } update)
        {
            return;
        }

        draft.Update = null;
        draft.Tell(
            EventKind.UpdateFinished,
            "UpToDate",
            $"Every node has the configuration of generation {draft.View.Generation}.",
            ("took", NodeEvents.Text(draft.Now - update.Since))
        );
    }

    private static void Stop(GroupDraft draft, UpdateProgress update, int outdated, string problem)
    {
        var message =
            $"{outdated} nodes keep the older configuration: {problem.TrimEnd('.')}. Correct the spec, or roll back.";
        draft.Say("UpdateStopped", message);
        if (!update.IsStopped)
        {
            draft.Update = update with { IsStopped = true };
            draft.Tell(
                EventKind.UpdateStopped,
                "NotHealthy",
                message,
                ("outdated", NodeEvents.Text(outdated)),
                ("configuration", update.ConfigHash)
            );
        }
    }

    private static void Progress(GroupDraft draft, UpdateProgress update, int left)
    {
        var wanted = draft.Spec.Slots.Count;
        var done = update.Outdated - left;
        var rest = done > 0 ? (draft.Now - update.Since) / done * left : (TimeSpan?)null;
        draft.Say(
            new Condition(
                "Updating",
                draft.Now,
                $"{wanted - left} of {wanted} nodes have the configuration of generation {draft.View.Generation}."
            )
            {
                Until = rest is { } more ? draft.Now + more : null,
                Data = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["updated"] = NodeEvents.Text(wanted - left),
                    ["outdated"] = NodeEvents.Text(left),
                    ["wanted"] = NodeEvents.Text(wanted),
                },
            }
        );
    }

    /// <summary>Slots that still hold an outdated node, also one whose successor is on its way.</summary>
    private static int CountLeaving(GroupDraft draft) =>
        draft.Slots.Count(slot => !slot.IsSurplus && slot.Nodes.Any(node => !node.IsLeaving && IsToGo(draft, node)));

    private static bool IsToGo(GroupDraft draft, Nodes.Node node) =>
        Updates.IsOutdated(draft, node) && !node.IsHeldAt(draft.Now);
}
