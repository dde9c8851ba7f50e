using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

/// <summary>A group and the provider it lives in, in memory: each look plans, writes, acts and records as the pass does.</summary>
internal sealed class World
{
    private int _looks;
    private int _machines;
    private long _generation = 1;

    public World(string group) => Wanted = Group(group);

    public GroupSpec? Wanted { get; private set; }

    public List<Slot> Slots { get; private set; } = [];

    public Dictionary<string, Instance> Machines { get; } = new(StringComparer.Ordinal);

    public GroupStatus? Status { get; private set; }

    public List<ClusterEvent> Events { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan ListDelay { get; set; }

    public bool IdempotentCreate { get; set; } = true;

    public InstanceState NewMachinesAre { get; set; } = InstanceState.Running;

    /// <summary>Why the provider cannot be listed; null: it can.</summary>
    public string? Down { get; set; }

    /// <summary>Machines that a listing leaves out.</summary>
    public HashSet<string> Hidden { get; } = new(StringComparer.Ordinal);

    /// <summary>What a creation fails with; null: it works.</summary>
    public Func<Node, ProviderException?> CreateFails { get; set; } = _ => null;

    /// <summary>The machine is made, and the answer to its creation is lost.</summary>
    public Func<Node, bool> AnswerIsLost { get; set; } = _ => false;

    /// <summary>What the checks say of a node; null: not asked.</summary>
    public Func<Node, HealthLook?> Check { get; set; } = _ => null;

    /// <summary>The most machines that ever were there at once.</summary>
    public int MostMachines { get; private set; }

    public IEnumerable<Node> Nodes => Slots.SelectMany(slot => slot.Nodes);

    public static GroupSpec Group(string text)
    {
        var lines = string.Join('\n', text.Split('\n').Select(line => "    " + line.TrimEnd()));
        var spec = $"version: 1\nname: test\ngroups:\n  web:\n{lines}\n    resourcePlugin: {{ name: cloud }}\n";
        var result = SpecReader.Read(SpecSource.Of(spec));
        return Assert.IsType<SpecResult.Good>(result).Spec.Groups[0];
    }

    public void Change(string group)
    {
        Wanted = Group(group);
        _generation++;
    }

    public void Remove() => Wanted = null;

    public GroupView View() =>
        new()
        {
            Path = GroupPath.Parse("web"),
            Wanted = Wanted,
            Generation = _generation,
            Slots = [.. Slots],
            Status = Status,
            Sources = Enumerable.Range(1, (int)_generation).ToDictionary(generation => (long)generation, _ => Facts()),
            Instances = Down is null
                ? [.. Machines.Values.Where(machine => !Hidden.Contains(machine.Id)).Select(Seen)]
                : [],
            Looks = Nodes
                .Where(node => node.InstanceId is not null)
                .Select(node => (node.Id, Look: Check(node)))
                .Where(look => look.Look is not null)
                .ToDictionary(look => look.Id, look => look.Look!, StringComparer.Ordinal),
            Limits = new PlanLimits(),
            Nonce = $"look{++_looks}",
            Now = Now,
        };

    /// <summary>One look, with everything that comes of it.</summary>
    public GroupPlan Look()
    {
        var view = View();
        var plan = Planner.Plan(view);
        Write(plan);
        foreach (var act in plan.Acts)
        {
            Carry(act);
        }

        Status = StatusReport.Of(view, [.. Slots], plan.UnknownSince, plan.Conditions);
        return plan;
    }

    /// <summary>A look whose process dies after it wrote what it decided, before it acts.</summary>
    public GroupPlan LookAndDie()
    {
        var plan = Planner.Plan(View());
        Write(plan);
        return plan;
    }

    public World Looks(int count, TimeSpan? apart = null)
    {
        for (var i = 0; i < count; i++)
        {
            Look();
            Now += apart ?? TimeSpan.FromSeconds(1);
        }

        return this;
    }

    /// <summary>A machine that came up without a word of ours.</summary>
    public Instance AddMachine(string? node)
    {
        var id = $"m{++_machines}";
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node is not null)
        {
            labels[LabelNames.Node] = node;
        }

        var machine = new Instance
        {
            Id = id,
            State = NewMachinesAre,
            Labels = labels,
            CreatedAt = Now,
        };
        Machines.Add(id, machine);
        MostMachines = Math.Max(MostMachines, Machines.Count);
        return machine;
    }

    public void SetState(string machine, InstanceState state) =>
        Machines[machine] = Machines[machine] with { State = state };

    public void StopOne()
    {
        if (Machines.Keys.LastOrDefault() is { } last)
        {
            SetState(last, InstanceState.Stopped);
        }
    }

    private SourceFacts Facts() =>
        new()
        {
            Key = "cloud",
            Problem = Down,
            IdempotentCreate = IdempotentCreate,
            ListDelay = ListDelay,
            CallTimeout = TimeSpan.FromSeconds(60),
        };

    private ObservedInstance Seen(Instance machine) => new(machine, _generation);

    private void Write(GroupPlan plan)
    {
        Slots = [.. plan.Slots];
        Events.AddRange(plan.Changes.SelectMany(change => change.Events));
        Events.AddRange(plan.GroupEvents);
    }

    private void Carry(Act act)
    {
        switch (act)
        {
            case Act.Create create:
                var index = Slots.FindIndex(slot => slot.Key == create.SlotKey);
                var spec = Wanted ?? throw new InvalidOperationException("A create without a spec.");
                var change = CreateOutcomes.Apply(Slots[index], create.Node.Id, Make(create), spec, Now);
                Slots[index] = change.After!;
                Events.AddRange(change.Events);
                break;
            case Act.Destroy destroy:
                Machines.Remove(destroy.InstanceId);
                break;
            case Act.Label:
                break;
            default:
                throw new InvalidOperationException("An act of a kind that does not exist.");
        }
    }

    private CreateResult Make(Act.Create create)
    {
        if (CreateFails(create.Node) is { } failure)
        {
            return new CreateResult.Failed(failure);
        }

        var existing = Machines.Values.FirstOrDefault(machine =>
            IdempotentCreate && machine.Labels.GetValueOrDefault(LabelNames.Node) == create.Node.Id
        );
        var machine = existing ?? AddMachine(create.Node.Id);
        return AnswerIsLost(create.Node)
            ? new CreateResult.Failed(new ProviderUnavailableException("The answer was lost."))
            : new CreateResult.Created(machine);
    }
}
