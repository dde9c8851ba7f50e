using System.Globalization;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Simulated;

/// <summary>
/// A cloud in memory that does what it is programmed to: see <see cref="Faults"/> and the methods that plan single faults. It lives by
/// its <see cref="TimeProvider"/>, and chance in it begins at a seed, so that a run can be repeated exactly.
/// </summary>
public sealed class SimulatedCloud(SimulatedOptions options, TimeProvider time)
{
    private const int CallsKept = 10_000;

    private readonly Lock _lock = new();
    private readonly MachineIndex _machines = new();
    private readonly FaultProgram _program = new();
    private readonly Queue<SimulatedCall> _calls = new();
    private readonly PriorityQueue<SimulatedMachine, DateTimeOffset> _leaving = new();
    private readonly Random _chance = new(options.Seed);
    private long _lastNumber;

    /// <summary>What goes wrong until it is set again.</summary>
    public SimulatedFaults Faults { get; set; } = new();

    /// <summary>
    /// What a script comes to on a machine, until it is set again; may throw a <see cref="ProviderException"/>. The default: every script
    /// ends well and says nothing.
    /// </summary>
    public Func<Instance, string, ExecResult> OnScript { get; set; } = (_, _) => new ExecResult(0, "");

    /// <summary>The calls so far, oldest first; the last 10,000 of them.</summary>
    public IReadOnlyList<SimulatedCall> Calls => Locked<IReadOnlyList<SimulatedCall>>(() => [.. _calls]);

    /// <summary>The machines that exist, whatever listings say; oldest first.</summary>
    public IReadOnlyList<Instance> Machines
    {
        get
        {
            var now = time.GetUtcNow();
            return Locked<IReadOnlyList<Instance>>(() =>
                [.. _machines.All.Where(machine => machine.ExistsAt(now)).Select(machine => machine.At(now))]
            );
        }
    }

    /// <summary>The next calls, of whatever kind, fail like this; nothing happens in the cloud.</summary>
    public void FailNextCalls(ProviderException failure, int count = 1) =>
        Locked(() => _program.FailNextCalls(failure, count));

    /// <summary>The next creations fail like this, each by itself; no machine is made.</summary>
    public void FailNextCreations(ProviderException failure, int count = 1) =>
        Locked(() => _program.FailNextCreations(failure, count));

    /// <summary>The next create calls make their machines, and the caller hears that the cloud is unavailable.</summary>
    public void LoseNextAnswers(int count = 1) => Locked(() => _program.AnswersToLose += count);

    /// <summary>The next creations make two machines each; the caller hears of one.</summary>
    public void DoubleNextCreations(int count = 1) => Locked(() => _program.CreationsToDouble += count);

    /// <summary>The next listings show nothing, although there are machines.</summary>
    public void EmptyNextListings(int count = 1) => Locked(() => _program.ListingsToEmpty += count);

    /// <summary>Forgets what was planned by the methods above and did not happen yet.</summary>
    public void CancelPlans() => Locked(_program.Clear);

    /// <summary>A machine is from now on in this state, such as <see cref="InstanceState.Stopped"/>, whatever its age.</summary>
    /// <exception cref="InvalidOperationException">There is no such machine.</exception>
    public void SetState(string id, InstanceState state) => Locked(() => Existing(id).Forced = state);

    /// <summary>A machine vanishes behind everybody's back.</summary>
    /// <exception cref="InvalidOperationException">There is no such machine.</exception>
    public void Remove(string id) => Locked(() => Leave(Existing(id), TimeSpan.Zero));

    /// <summary>What a machine shows on its console from now on.</summary>
    /// <exception cref="InvalidOperationException">There is no such machine.</exception>
    public void SetConsole(string id, string text) => Locked(() => Existing(id).Console = text);

    /// <summary>Every machine of a zone is from now on in this state, such as <see cref="InstanceState.Stopped"/>.</summary>
    public void SetZoneState(string zone, InstanceState state) =>
        Locked(() => InZone(zone).ForEach(machine => machine.Forced = state));

    /// <summary>A zone burns down: every machine in it vanishes.</summary>
    public void RemoveZone(string zone) => Locked(() => InZone(zone).ForEach(machine => Leave(machine, TimeSpan.Zero)));

    internal IReadOnlyList<CreateResult> Create(IReadOnlyList<CreateRequest> requests, SimulatedProperties properties)
    {
        var faults = properties.Over(Faults);
        lock (_lock)
        {
            var now = Enter("Create", [.. requests.Select(request => request.Token)], faults);
            var room = RoomIn(properties.Zone, faults, now);
            var results = new List<CreateResult>(requests.Count);
            foreach (var request in requests)
            {
                results.Add(CreateOne(request, properties.Zone, faults, room, now));
            }

            if (_program.AnswersToLose > 0)
            {
                _program.AnswersToLose--;
                throw new ProviderUnavailableException("The simulated cloud's answer was lost.");
            }

            return results;
        }
    }

    internal InstancePage Describe(DescribeRequest request, SimulatedFaults faults)
    {
        lock (_lock)
        {
            // What is listed is the world as it was a while ago.
            var moment = Enter("Describe", [], faults) - faults.ListLag;
            if (_program.ListingsToEmpty > 0 && request.PageToken is null)
            {
                _program.ListingsToEmpty--;
                return new InstancePage([], null);
            }

            var after = request.PageToken is null ? 0 : long.Parse(request.PageToken, CultureInfo.InvariantCulture);
            var page = new List<Instance>();
            var last = 0L;
            foreach (var machine in _machines.Candidates(request.Labels))
            {
                if (
                    machine.Number <= after
                    || !machine.ExistsAt(moment)
                    || !PluginLabels.Match(machine.Shown.Labels, request.Labels)
                )
                {
                    continue;
                }

                if (page.Count == options.PageSize)
                {
                    return new InstancePage(page, last.ToString(CultureInfo.InvariantCulture));
                }

                page.Add(machine.At(moment));
                last = machine.Number;
            }

            return new InstancePage(page, null);
        }
    }

    internal void Destroy(IReadOnlyList<string> ids, SimulatedFaults faults)
    {
        lock (_lock)
        {
            Enter("Destroy", ids, faults);
            foreach (var machine in ids.Select(_machines.Find).OfType<SimulatedMachine>())
            {
                Leave(machine, faults.DeleteTime);
            }
        }
    }

    internal void Label(string id, IReadOnlyDictionary<string, string> labels, SimulatedFaults faults)
    {
        lock (_lock)
        {
            var machine = Present(id, Enter("Label", [id], faults));
            PluginLabels.CheckOwner(id, machine.Shown.Labels, labels);
            _machines.Relabel(machine, PluginLabels.Merge(machine.Shown.Labels, labels));
        }
    }

    internal ExecResult Exec(string id, string script, SimulatedFaults faults)
    {
        Instance machine;
        lock (_lock)
        {
            var now = Enter("Exec", [id], faults);
            machine = Present(id, now).At(now);
        }

        if (machine.State != InstanceState.Running)
        {
            throw new ProviderUnavailableException($"Machine '{id}' does not run.");
        }

        // Outside the lock: what a test makes of a script may ask this cloud for more.
        return OnScript(machine, script);
    }

    internal string? Console(string id, SimulatedFaults faults)
    {
        lock (_lock)
        {
            return Present(id, Enter("Console", [id], faults)).Console;
        }
    }

    /// <summary>Takes note of a call, and fails it when it is to fail.</summary>
    private DateTimeOffset Enter(string name, IReadOnlyList<string> subjects, SimulatedFaults faults)
    {
        var now = time.GetUtcNow();
        _calls.Enqueue(new SimulatedCall(name, now, subjects));
        if (_calls.Count > CallsKept)
        {
            _calls.Dequeue();
        }

        while (_leaving.TryPeek(out var machine, out var goneFrom) && goneFrom + faults.ListLag <= now)
        {
            _machines.Remove(machine);
            _leaving.Dequeue();
        }

        return _program.NextCall(faults, now) is { } failure ? throw failure : now;
    }

    private CreateResult CreateOne(
        CreateRequest request,
        string zone,
        SimulatedFaults faults,
        CloudRoom room,
        DateTimeOffset now
    )
    {
        if (options.IdempotentCreate && _machines.FindByToken(request.Token) is { } earlier && earlier.ExistsAt(now))
        {
            return new CreateResult.Created(earlier.At(now));
        }

        if ((_program.NextCreation() ?? Chance(faults.FailRate) ?? room.Take()) is { } failure)
        {
            return new CreateResult.Failed(failure);
        }

        var made = Make(request, zone, faults, now);
        if (_program.CreationsToDouble > 0)
        {
            _program.CreationsToDouble--;
            Make(request, zone, faults, now);
        }

        return new CreateResult.Created(made);
    }

    private Instance Make(CreateRequest request, string zone, SimulatedFaults faults, DateTimeOffset now)
    {
        _lastNumber++;
        var instance = new Instance
        {
            // The token keeps it apart from the machines of an earlier process, whose numbers began at 1 too.
            Id = string.Create(CultureInfo.InvariantCulture, $"sim-{_lastNumber}-{request.Token}"),
            State = faults.BootTime > TimeSpan.Zero ? InstanceState.Starting : InstanceState.Running,
            Labels = request.Labels,
            LogicalId = request.LogicalId,
            CreatedAt = now,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["zone"] = zone },
        };
        _machines.Add(new SimulatedMachine(instance, request.Token, zone, _lastNumber, now + faults.BootTime));
        return instance;
    }

    private RequestRejectedException? Chance(double failRate) =>
        failRate > 0 && _chance.NextDouble() < failRate
            ? new RequestRejectedException("The simulated cloud refuses this one by chance.")
            : null;

    private CloudRoom RoomIn(string zone, SimulatedFaults faults, DateTimeOffset now)
    {
        int? capacity = faults.Capacity.TryGetValue(zone, out var limit) ? limit : null;
        return new CloudRoom(
            zone,
            faults.Quota - (faults.Quota is null ? 0 : Count(_ => true)),
            capacity - (capacity is null ? 0 : Count(machine => machine.Zone == zone))
        );

        int Count(Func<SimulatedMachine, bool> which) =>
            _machines.All.Count(machine => machine.ExistsAt(now) && which(machine));
    }

    private void Leave(SimulatedMachine machine, TimeSpan deleteTime)
    {
        if (machine.GoneFrom is null)
        {
            var now = time.GetUtcNow();
            machine.Remove(now, deleteTime);
            _leaving.Enqueue(machine, now + deleteTime);
        }
    }

    private SimulatedMachine Present(string id, DateTimeOffset now) =>
        _machines.Find(id) is { } machine && machine.ExistsAt(now)
            ? machine
            : throw new InstanceGoneException($"There is no machine '{id}'.");

    private List<SimulatedMachine> InZone(string zone) =>
        [.. _machines.All.Where(machine => string.Equals(machine.Zone, zone, StringComparison.Ordinal))];

    private SimulatedMachine Existing(string id) =>
        _machines.Find(id) ?? throw new InvalidOperationException($"There is no machine '{id}' in this cloud.");

    private T Locked<T>(Func<T> act)
    {
        lock (_lock)
        {
            return act();
        }
    }

    private void Locked(Action act)
    {
        lock (_lock)
        {
            act();
        }
    }
}
