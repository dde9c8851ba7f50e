using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Benchmarks.Planning;

/// <summary>Groups as the planner sees them. Their nodes are made by the planner itself, so that they are as nodes are.</summary>
internal static class PlannedGroup
{
    private const string Place = "cloud";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>No node is there yet; one look begins all of them.</summary>
    public static GroupView Empty(int nodes)
    {
        var spec = Spec(nodes);
        return new GroupView
        {
            Path = spec.Path,
            Wanted = spec,
            Generation = 1,
            Slots = [],
            Status = null,
            Sources = new Dictionary<SourceKey, SourceFacts>
            {
                [new SourceKey(1, 0)] = new() { Key = Place, IdempotentCreate = true },
            },
            Instances = [],
            Looks = new Dictionary<string, HealthLook>(StringComparer.Ordinal),
            Limits = new PlanLimits { MaxCreates = nodes },
            Nonce = "0123456789ab",
            Now = Start,
        };
    }

    /// <summary>Every node is up and as the spec wants it.</summary>
    public static GroupView Converged(int nodes)
    {
        var empty = Empty(nodes);
        var plan = Planner.Plan(empty);
        var slots = plan.Slots.ToDictionary(slot => slot.Key, StringComparer.Ordinal);
        var instances = new List<ObservedInstance>(nodes);
        foreach (var act in plan.Acts.OfType<Act.Create>())
        {
            var instance = Machine(act);
            var created = new CreateResult.Created(instance);
            var change = CreateOutcomes.Apply(
                slots[act.SlotKey],
                act.Node.Id,
                created,
                empty.Wanted!,
                empty.SourceOf(new SourceKey(1, 0)),
                Start
            );
            slots[act.SlotKey] = change.After!;
            instances.Add(new ObservedInstance(instance, new SourceKey(1, 0)));
        }

        var made = empty with { Slots = [.. slots.Values], Instances = instances, Now = Start.AddMinutes(1) };
        // One look settles what the creation itself did not say.
        return Settled(made);
    }

    /// <summary>As <see cref="Converged"/>, but each tenth node is of another configuration.</summary>
    public static GroupView TenthOutdated(int nodes)
    {
        var converged = Converged(nodes);
        return converged with
        {
            Slots = [.. converged.Slots.Select((slot, index) => index % 10 == 0 ? Outdated(slot) : slot)],
        };
    }

    private static GroupView Settled(GroupView view)
    {
        var plan = Planner.Plan(view);
        return view with
        {
            Slots = plan.Slots,
            Status = StatusReport.Of(view, plan.Slots, plan, []),
            Now = view.Now.AddMinutes(1),
        };
    }

    private static Slot Outdated(Slot slot) =>
        slot with
        {
            Nodes = [.. slot.Nodes.Select(node => node with { ConfigHash = new string('0', 32) })],
        };

    private static Instance Machine(Act.Create create) =>
        new()
        {
            Id = $"machine-{create.Node.Id}",
            State = InstanceState.Running,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Node] = create.Node.Id },
            CreatedAt = Start,
        };

    private static GroupSpec Spec(int nodes)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"version: 1\nname: bench\ngroups:\n  web:\n    size: {nodes}\n    resourcePlugin: {{ name: cloud }}\n"
        );
        return SpecReader.Read(SpecSource.Of(text)) switch
        {
            SpecResult.Good good => good.Spec.Groups[0],
            SpecResult.Faulty faulty => throw new InvalidOperationException(faulty.Faults[0].Message),
            _ => throw new InvalidOperationException("A result of a kind that does not exist."),
        };
    }
}
