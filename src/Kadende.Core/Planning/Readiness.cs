using Kadende.Core.Nodes;

namespace Kadende.Core.Planning;

/// <summary>When a new node may be relied on: once it has been healthy for as long as the spec asks.</summary>
internal static class Readiness
{
    public static bool IsReady(GroupDraft draft, Node node)
    {
        if (!Replacements.IsSettled(node))
        {
            return false;
        }

        var since = node.Health.HealthySince ?? node.Since;
        var ready = since + draft.Spec.Update.MinReady;
        if (draft.Now >= ready)
        {
            return true;
        }

        draft.WaitUntil(ready);
        return false;
    }

    /// <summary>It has been up for as long as a machine may take to come up, and nothing has said yet how it is.</summary>
    public static bool IsSilent(GroupDraft draft, Node node)
    {
        if (
            node is not { State: NodeState.Running, Health: { Status: HealthStatus.Unknown, SeenHealthy: false } }
            || node.IsOnStandbyAt(draft.Now)
        )
        {
            return false;
        }

        var late = node.Since + draft.Spec.CreateTimeout;
        if (draft.Now >= late)
        {
            return true;
        }

        draft.WaitUntil(late);
        return false;
    }
}
