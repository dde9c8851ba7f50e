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
}
