using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Tests.Planning;

/// <summary>A group and the provider it lives in, in memory: each look plans, writes, acts and records as the pass does.</summary>
internal sealed class World
{
    private int _looks;
    private int _machines;
    private readonly WorldWays _ways = new();

    public World(string group)
    {
        Wanted = GroupText.Parse(group);
        _ways.Begin(1, Wanted);
    }

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

    public PlanLimits Limits { get; set; } = new();

    /// <summary>What a person said of the whole group.</summary>
    public GroupHold? Hold { get; set; }

    /// <summary>What else the provider tells of a new machine.</summary>
    public IReadOnlyDictionary<string, string> Details { get; set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public InstanceState NewMachinesAre { get; set; } = InstanceState.Running;

    /// <summary>Why the provider cannot be listed; null: it can.</summary>
    public string? Down { get; set; }

    /// <summary>The one of the group's ways whose provider cannot be listed; null: all can.</summary>
    public int? DownWay { get; set; }

    /// <summary>How many machines there are of each way.</summary>
    public IEnumerable<int> MachinesByWay => _ways.Count(Generation, Machines.Keys);

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
        _ways.Begin(Generation, Wanted);
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
            Sources = _ways.Sources(Facts),
            Instances = Down is null
                ? _ways.List(Generation, Machines.Values.Where(machine => !Hidden.Contains(machine.Id)), DownWay)
                : [],
            Looks = Nodes
                .Where(node => node.InstanceId is not null)
                .Select(node => (node.Id, Look: Check(node)))
                .Where(look => look.Look is not null)
                .ToDictionary(look => look.Id, look => look.Look!, StringComparer.Ordinal),
            Limits = Limits,
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
        Telling.AssertComplete(view, [.. Nodes], Events.Skip(told));
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
            Address = $"{id}.test",
        };
        Machines.Add(id, machine);
        MostMachines = Machines.Count > MostMachines ? Machines.Count : MostMachines;
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

    private SourceFacts Facts(int way) =>
        new()
        {
            Key = way == 0 ? "cloud" : $"cloud{way}",
            Problem = Down ?? (way == DownWay ? "It is down." : null),
            HasOthers = Wanted is { Resources.Count: > 1 },
            IdempotentCreate = IdempotentCreate,
            ListDelay = ListDelay,
            LongestCall = TimeSpan.FromSeconds(60),
            Provisions = Flavour is not null,
            Drains = Drain is not null,
            DrainTimeout = TimeSpan.FromMinutes(5),
            Plugin = way == 0 ? "cloud 1.0.0" : $"cloud{way} 1.0.0",
            Credential = $"key{way}",
        };

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
                var facts = Facts(create.Node.Resource);
                var change = CreateOutcomes.Apply(Slots[index], create.Node.Id, Make(create), spec, facts, Now);
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
        _ways.Made(machine.Id, create.Node.Resource);
        return AnswerIsLost(create.Node)
            ? new CreateResult.Failed(new ProviderUnavailableException("The answer was lost."))
            : new CreateResult.Created(machine);
    }
}
