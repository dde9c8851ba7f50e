using Kadende.Core.Events;

namespace Kadende.Core.Planning;

/// <summary>Tells, once each time, that a place of the group's machines can no longer be listed, and that all can again.</summary>
internal static class ProviderEvents
{
    public static void Plan(GroupDraft draft)
    {
        var before = draft.View.Status?.Conditions.FirstOrDefault(condition =>
            string.Equals(condition.Type, StatusConditions.ProviderUnavailable, StringComparison.Ordinal)
        );
        var away = draft.View.Sources.Values.FirstOrDefault(source => !source.IsListed);
        if (away is not null && before is null)
        {
            draft.Tell(
                EventKind.ProviderUnavailable,
                "NotListed",
                away.Problem ?? "Its machines cannot be listed.",
                ("plugin", away.Plugin.Length > 0 ? away.Plugin : null)
            );
        }
        else if (away is null && before is not null)
        {
            draft.Tell(
                EventKind.ProviderBack,
                "Listed",
                "The machines of the group can be listed again.",
                ("since", NodeEvents.Text(before.Since))
            );
        }
    }
}
