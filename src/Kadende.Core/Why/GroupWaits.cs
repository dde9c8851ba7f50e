using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Hands;
using Kadende.Core.Planning;

namespace Kadende.Core.Why;

/// <summary>What a group as a whole waits for.</summary>
internal static class GroupWaits
{
    private static readonly Dictionary<string, WaitKind> Kinds = new(StringComparer.Ordinal)
    {
        ["ProviderUnavailable"] = WaitKind.Provider,
        ["CreationFailed"] = WaitKind.Update,
        ["CreationWaits"] = WaitKind.Backoff,
        ["RemovalFails"] = WaitKind.Provider,
        ["LabelsNotSet"] = WaitKind.Provider,
        ["UnknownInstances"] = WaitKind.Provider,
        ["RepairOff"] = WaitKind.Hold,
        ["RepairWaits"] = WaitKind.Backoff,
        ["RepairBudget"] = WaitKind.Budget,
        ["BreakerOpen"] = WaitKind.Breaker,
        ["UpdateStopped"] = WaitKind.Update,
        ["Updating"] = WaitKind.Update,
        ["UpdateOnDelete"] = WaitKind.Update,
        ["NoReplacement"] = WaitKind.Quota,
        ["QuotaReached"] = WaitKind.Quota,
        ["NodesHeld"] = WaitKind.Hold,
        ["NodesQuarantined"] = WaitKind.Hold,
        ["RepairHeld"] = WaitKind.Hold,
        ["ScaleInHeld"] = WaitKind.Hold,
        ["WouldReplace"] = WaitKind.Health,
        ["Paused"] = WaitKind.Hold,
        ["Freed"] = WaitKind.Hold,
    };

    public static IEnumerable<Waiting> Of(Surroundings around)
    {
        Waiting?[] first = [OfHold(around.Hold), OfBreaker(around.Status?.Breaker), OfNewSpec(around)];
        var said = around.Status?.Conditions ?? [];
        return first.OfType<Waiting>().Concat(said.Where(condition => !IsTold(condition, around)).Select(Of));
    }

    private static Waiting? OfBreaker(Breaker? breaker) =>
        breaker is { IsOpen: true }
            ? Waiting.Of(
                WaitKind.Breaker,
                $"The breaker is open since {Lasting.Text(breaker.Since)}: {breaker.Message} Look for the cause, then lift it.",
                null,
                ("since", NodeEvents.Text(breaker.Since)),
                ("cause", breaker.Cause)
            )
            : null;

    private static Waiting? OfNewSpec(Surroundings around) =>
        around.Spec is not null && (around.Status is null || around.Status.Generation < around.Generation)
            ? Waiting.Of(
                WaitKind.Update,
                $"Generation {around.Generation} of the spec was not looked at yet; the next look begins it.",
                null,
                ("generation", around.Generation.ToString(CultureInfo.InvariantCulture))
            )
            : null;

    /// <summary>The record that a condition speaks of has been told itself.</summary>
    private static bool IsTold(Condition condition, Surroundings around) =>
        condition.Type switch
        {
            "BreakerOpen" => around.Status!.Breaker is { IsOpen: true },
            "Paused" or "Freed" => around.Hold is not null,
            _ => false,
        };

    public static Waiting? OfHold(GroupHold? hold) =>
        hold is null
            ? null
            : Waiting.Of(
                WaitKind.Hold,
                hold.Kind == GroupHoldKind.Freed
                    ? $"{hold.Actor} freed it since {Lasting.Text(hold.Since)}{Because(hold.Reason)}: it is not managed until somebody takes it back."
                    : $"{hold.Actor} paused it since {Lasting.Text(hold.Since)}{Because(hold.Reason)}: nothing is changed until somebody resumes it.",
                null,
                ("hold", hold.Kind.ToString()),
                ("actor", hold.Actor),
                ("since", NodeEvents.Text(hold.Since)),
                ("reason", hold.Reason)
            );

    public static Waiting? OfSchedule(Surroundings around) =>
        around.Size is { Next: { } next } size
            ? Waiting.Of(
                WaitKind.Schedule,
                $"At {Lasting.Text(next.At)} the size goes from {size.Size} to {next.Size}.",
                next.At,
                ("from", size.Size.ToString(CultureInfo.InvariantCulture)),
                ("to", next.Size.ToString(CultureInfo.InvariantCulture)),
                ("origin", size.Origin.ToString())
            )
            : null;

    /// <summary>A condition of one of these kinds; null when the group has none.</summary>
    public static Waiting? Find(Surroundings around, string type) =>
        around.Status?.Conditions.FirstOrDefault(condition => condition.Type == type) is { } found ? Of(found) : null;

    public static string Because(string? reason) => reason is null ? "" : $" ({reason.TrimEnd('.')})";

    private static Waiting Of(Condition condition)
    {
        var data = new Dictionary<string, string>(
            condition.Data ?? new Dictionary<string, string>(),
            StringComparer.Ordinal
        )
        {
            ["condition"] = condition.Type,
            ["since"] = NodeEvents.Text(condition.Since),
        };
        return new Waiting(KindOf(condition), condition.Message, condition.Until, data);
    }

    private static WaitKind KindOf(Condition condition) => Kinds.GetValueOrDefault(condition.Type, WaitKind.Update);
}
