using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

/// <summary>A group and the provider it lives in, in memory: each look plans, writes, acts and records as the pass does.</summary>
internal sealed class World
{
    private int _looks;
    private int _machines;

    public World(string group) => Wanted = GroupText.Parse(group);

    public GroupSpec? Wanted { get; private set; }

    public long Generation { get; private set; } = 1;

    public List<Slot> Slots { get; set; } = [];

    public Dictionary<string, Instance> Machines { get; } = new(StringComparer.Ordinal);

    public GroupStatus? Status { get; set; }

    public List<ClusterEvent> Events { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan ListDelay { get; set; }

    public bool IdempotentCreate { get; set; } = true;

    /// <summary>What the flavours answer to each call; null: the group has none.</summary>
    public Func<Node, FlavourAnswer>? Flavour { get; set; }

    /// <summary>What the flavours answer to each call to let go of work; null: they need not be asked.</summary>
    public Func<Node, FlavourAnswer>? Drain { get; set; }

    /// <summary>What a person said of the whole group.</summary>
    public GroupHold? Hold { get; set; }

    /// <summary>What else the provider tells of a new machine.</summary>
    public IReadOnlyDictionary<string, string> Details { get; set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

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

    public void Change(string group)
    {
        Wanted = GroupText.Parse(group);
        Generation++;
    }

    public void Remove() => Wanted = null;

    public GroupView View() =>
        new()
        {
            Path = GroupPath.Parse("web"),
            Wanted = Wanted,
            Hold = Hold,
            Generation = Generation,
            Slots = [.. Slots],
            Status = Status,
            Sources = Enumerable.Range(1, (int)Generation).ToDictionary(generation => (long)generation, _ => Facts()),
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
        var told = Events.Count;
        var plan = Planner.Plan(view);
        Write(plan);
        foreach (var act in plan.Acts)
        {
            Carry(act);
        }

        Status = StatusReport.Of(view, [.. Slots], plan, []);
        AssertTold(view, told);
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
            labels[LabelNames.Configuration] = Wanted?.ConfigHash ?? "";
        }

        var machine = new Instance
        {
            Id = id,
            State = NewMachinesAre,
            Labels = labels,
            CreatedAt = Now,
            Details = Details,
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

    /// <summary>No node changes its state, comes or goes without an event of that look.</summary>
    private void AssertTold(GroupView view, int before)
    {
        var states = view.Slots.SelectMany(slot => slot.Nodes).ToDictionary(node => node.Id, node => node.State);
        var changed = Nodes
            .Where(node => !states.TryGetValue(node.Id, out var state) || state != node.State)
            .Select(node => node.Id)
            .Concat(states.Keys.Except(Nodes.Select(node => node.Id)));
        var told = Events.Skip(before).Select(one => one.Node).ToHashSet();
        Assert.All(changed, node => Assert.Contains(node, told));
    }

    private SourceFacts Facts() =>
        new()
        {
            Key = "cloud",
            Problem = Down,
            IdempotentCreate = IdempotentCreate,
            ListDelay = ListDelay,
            CallTimeout = TimeSpan.FromSeconds(60),
            Provisions = Flavour is not null,
            Drains = Drain is not null,
            DrainTimeout = TimeSpan.FromMinutes(5),
            Plugin = "cloud 1.0.0",
        };

    private ObservedInstance Seen(Instance machine) => new(machine, Generation);

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
                var change = CreateOutcomes.Apply(Slots[index], create.Node.Id, Make(create), spec, Facts(), Now);
                Slots[index] = change.After!;
                Events.AddRange(change.Events);
                break;
            case Act.Destroy destroy:
                Machines.Remove(destroy.InstanceId);
                break;
            case Act.Provision provision:
                Call(
                    provision.SlotKey,
                    slot => FlavourOutcomes.Provision(slot, provision.Node.Id, 1, Flavour!(provision.Node), false, Now)
                );
                break;
            case Act.Drain drain:
                Call(drain.SlotKey, slot => FlavourOutcomes.Drain(slot, drain.Node.Id, Drain!(drain.Node), Now));
                break;
            case Act.Adopt adopt:
                Machines[adopt.Node.AdoptId!] = Machines[adopt.Node.AdoptId!] with
                {
                    Labels = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        [LabelNames.Node] = adopt.Node.Id,
                    },
                };
                break;
            case Act.Label:
                break;
            default:
                throw new InvalidOperationException("An act of a kind that does not exist.");
        }
    }

    private void Call(string key, Func<Slot, SlotChange?> outcome)
    {
        var index = Slots.FindIndex(slot => slot.Key == key);
        if (outcome(Slots[index]) is { } change)
        {
            Slots[index] = change.After!;
            Events.AddRange(change.Events);
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
