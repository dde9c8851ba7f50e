using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Hands;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;

namespace Kadende.Core.Why;

/// <summary>Says why a node or a group is as it is, and what is being waited for.</summary>
public static class Whys
{
    /// <summary>Nodes of a group that are told of one by one at most.</summary>
    public const int MostNodes = 100;

    /// <param name="events">Those of the node, oldest first.</param>
    public static NodeWhy Of(Slot slot, Node node, Surroundings around, IReadOnlyList<StoredEvent> events) =>
        new()
        {
            Node = node.Id,
            Group = slot.Group.Value,
            Slot = slot.Key,
            State = node.State,
            Message = Sentence(slot, node, around),
            Verdict = VerdictOf(node, around),
            Decisions = [.. events.Select(Decision.Of)],
            Lineage = slot.Lineage.Past,
            WaitsFor = NodeWaits.Of(slot, node, around),
        };

    /// <returns>Null: nothing was ever told of such a node.</returns>
    public static NodeWhy? OfGone(string node, IReadOnlyList<StoredEvent> events) =>
        events is not [.., var last]
            ? null
            : new NodeWhy
            {
                Node = node,
                Group = last.Event.Group?.Value,
                Slot = null,
                State = null,
                Message = $"Node {node} is gone since {Lasting.Text(last.At)}: {last.Event.Message}",
                Verdict = null,
                Decisions = [.. events.Select(Decision.Of)],
                Lineage = [],
                WaitsFor = [Waiting.Nothing],
            };

    /// <param name="slots">The slots of the group.</param>
    /// <param name="events">What was lately told of the group as a whole, oldest first.</param>
    public static GroupWhy Of(
        GroupPath path,
        IReadOnlyList<Slot> slots,
        Surroundings around,
        IReadOnlyList<StoredEvent> events
    )
    {
        // What is said of the whole group is not repeated for each of its nodes.
        var apart = around with
        {
            Hold = null,
        };
        var nodes = slots
            .SelectMany(slot =>
                slot.Nodes.Select(node => new NodeWait(node.Id, slot.Key, node.State, NodeWaits.Of(slot, node, apart)))
            )
            .Where(node => node.WaitsFor[0].Kind != WaitKind.Nothing)
            .ToList();
        List<Waiting> waits = [.. GroupWaits.Of(around), .. Summed(nodes)];
        if (GroupWaits.OfSchedule(around) is { } schedule)
        {
            waits.Add(schedule);
        }

        return new GroupWhy
        {
            Group = path.Value,
            Message = Sentence(path, around),
            Decisions = [.. events.Select(Decision.Of)],
            Nodes = [.. nodes.Take(MostNodes)],
            WaitsFor = waits.Count > 0 ? waits : [Waiting.Nothing],
        };
    }

    /// <summary>One for each kind of thing that nodes wait for.</summary>
    private static IEnumerable<Waiting> Summed(IReadOnlyList<NodeWait> nodes) =>
        from node in nodes
        from waiting in node.WaitsFor
        group (node, waiting) by waiting.Kind into same
        let first = same.First()
        let count = same.Select(one => one.node.Node).Distinct(StringComparer.Ordinal).Count()
        select Waiting.Of(
            same.Key,
            count == 1
                ? $"Node {first.node.Node} ({first.node.State}): {first.waiting.Message}"
                : $"{count} nodes, such as {first.node.Node} ({first.node.State}): {first.waiting.Message}",
            same.Min(one => one.waiting.Until),
            ("nodes", count.ToString(CultureInfo.InvariantCulture))
        );

    private static string Sentence(GroupPath path, Surroundings around) =>
        around switch
        {
            { Hold: { Kind: GroupHoldKind.Freed } hold } =>
                $"Group {path} was freed by {hold.Actor} and is not managed.",
            { Spec: null } => $"Group {path} is not wanted any more, and its machines are being removed.",
            { Status: null } => $"Group {path} was not looked at yet.",
            { Status: { } status } =>
                $"Group {path} is {status.State}: {status.Healthy} of {around.Size?.Size ?? status.Wanted} wanted nodes are healthy, "
                    + $"{status.Present} are present and {status.Changing} are on their way.",
        };

    private static string Sentence(Slot slot, Node node, Surroundings around)
    {
        var machine = node.InstanceId is { } id ? $", machine {id}" : "";
        var reason = node.Reason is { } why ? $": {why.TrimEnd('.')}" : "";
        var wish = node.Wish is { } asked
            ? $" {asked.Actor} asked for {asked.Kind.ToString().ToLowerInvariant()}."
            : "";
        var health = node.State is NodeState.Running ? $" and {Word(node, around)}" : "";
        return $"Node {node.Id} in slot {slot.Group}/{slot.Key}{machine} is {node.State}{health} since {Lasting.Text(node.Since)}{reason}.{wish}";
    }

    private static string Word(Node node, Surroundings around) =>
        node.IsOnStandbyAt(around.Now)
            ? "on standby"
            : node.Health.Status switch
            {
                HealthStatus.Healthy => "healthy",
                HealthStatus.Unhealthy => "unhealthy",
                _ => "not judged yet",
            };

    private static Verdict VerdictOf(Node node, Surroundings around)
    {
        if (node.External is { } said && said.CountsAt(around.Now))
        {
            var until = said.Until is { } end ? $" until {Lasting.Text(end)}" : "";
            return new Verdict(
                said.IsHealthy ? HealthStatus.Healthy : HealthStatus.Unhealthy,
                $"{said.Actor} set it {(said.IsHealthy ? "healthy" : "unhealthy")}{until}: {said.Reason.TrimEnd('.')}.",
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["actor"] = said.Actor,
                    ["since"] = NodeEvents.Text(said.Since),
                }
            );
        }

        var health = node.Health;
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["bad"] = Text(health.Bad),
            ["good"] = Text(health.Good),
        };
        if (around.Spec is { } spec)
        {
            data["unhealthyAfter"] = Text(spec.Health.UnhealthyAfter);
            data["healthyAfter"] = Text(spec.Health.HealthyAfter);
            data["checks"] = ChecksOf(spec);
        }

        if (health.BadSince is { } since)
        {
            data["badSince"] = NodeEvents.Text(since);
        }

        var because = health.Reason is { } reason ? $": {reason.TrimEnd('.')}" : "";
        return new Verdict(health.Status, $"{JudgeOf(health, around.Spec)} {health.Status}{because}.", data);
    }

    // A check that is named is one that found something; when none did, all of them speak together.
    private static string JudgeOf(NodeHealth health, GroupSpec? spec) =>
        health.ByProvider ? "The provider says"
        : health.ByFlavour ? "A flavour says"
        : health.Check is { } check ? $"Check {check} says"
        : spec?.Health.Checks.Count switch
        {
            null or 0 => "Nothing but the provider's listing says",
            1 => $"Check {ChecksOf(spec)} says",
            _ => $"The checks {ChecksOf(spec)} together say",
        };

    private static string ChecksOf(GroupSpec spec) => string.Join(", ", spec.Health.Checks.Select(check => check.Type));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
