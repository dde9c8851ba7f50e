using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Plugins.Simulated;
using Kadende.Sdk;
using Kadende.Sdk.Providers;
using Kadende.Simulation.Tests.Hosts;
using Kadende.Simulation.Tests.Invariants;
using Kadende.Simulation.Tests.Machines;
using Kadende.Simulation.Tests.Mutants;
using Kadende.Simulation.Tests.Running;
using Kadende.Simulation.Tests.Scenarios;
using Kadende.Simulation.Tests.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Simulation.Tests;

/// <summary>Everything in one simulation: what outlives processes, the processes, and those who watch them.</summary>
internal sealed class World
{
    private readonly List<Process> _processes = [];
    private readonly IReadOnlyList<Invariant> _invariants = InvariantList.All();
    private int _lastProcess;

    public World(int seed, Mutant mutant, bool keepsJournal)
    {
        var draws = new Random(seed);
        Mutant = mutant;
        Scenario = Scenario.Draw(draws);
        Time = new VirtualTime(Scenario.Start);
        Journal = new Journal(Time, keepsJournal);
        Scheduler = new SeededScheduler(new Random(draws.Next()));
        Chance = new Random(draws.Next());
        StoreWeather = new StoreWeather(Time, new Random(draws.Next()));
        Tables = new MemoryTables(Time);
        Clouds = new SimulatedClouds(Options.Create(Scenario.Promises), Time);
        Health = new HealthProgram(Time);
        Work = new WorkProgram(Time, new Random(draws.Next()));
        StormEnd = Scenario.Start + Scenario.Storm;
        Strangers = new Strangers(this);
        User = new User(this, new Random(draws.Next()));
        Weather = new Weather(this, new Random(draws.Next()));
        Watch = new ProviderWatch(this, _invariants);
    }

    public Mutant Mutant { get; }

    public Scenario Scenario { get; }

    public VirtualTime Time { get; }

    public Journal Journal { get; }

    public SeededScheduler Scheduler { get; }

    /// <summary>Chance in the processes.</summary>
    public Random Chance { get; }

    public StoreWeather StoreWeather { get; }

    public MemoryTables Tables { get; }

    public SimulatedClouds Clouds { get; }

    public HealthProgram Health { get; }

    public WorkProgram Work { get; }

    public Strangers Strangers { get; }

    public SpecBook Specs { get; } = new();

    public ProviderWatch Watch { get; }

    public DateTimeOffset StormEnd { get; }

    public User User { get; }

    public Weather Weather { get; }

    /// <summary>Those that live.</summary>
    public IReadOnlyList<Process> Processes => _processes;

    /// <summary>The first promise that was broken, and how; null while all hold.</summary>
    public string? Broken { get; private set; }

    /// <summary>How many things were changed so far: rows written, and calls that change something in a cloud.</summary>
    public long Changes { get; private set; }

    /// <summary>How many passes ended.</summary>
    public int Passes { get; private set; }

    /// <summary>Looks whether a simulation is over, after every pass.</summary>
    public Action<string> AfterPass { get; set; } = _ => { };

    /// <summary>Every machine that exists, in whatever cloud.</summary>
    public IEnumerable<Instance> Machines => Clouds["default"].Machines.Concat(Clouds["other"].Machines);

    public IEnumerable<Instance> MachinesOf(string clusterId) =>
        Machines.Where(machine =>
            machine.Labels.GetValueOrDefault(LabelNames.Cluster) == clusterId
            && machine.Labels.GetValueOrDefault(LabelNames.Installation) == MemoryInstallationStore.Id
        );

    public void Break(string promise, string how) => Broken ??= $"{promise}: {how}";

    public void OpenProcess()
    {
        _lastProcess++;
        var process = new Process(this, string.Create(CultureInfo.InvariantCulture, $"p{_lastProcess}"));
        _processes.Add(process);
        Journal.Say(process.Name, "starts");
        process.Start(Scenario.Clusters.Select(cluster => cluster.Id));
    }

    /// <summary>Kills a process in the midst of what it does; another one begins later.</summary>
    public void Replace(Process process, DateTimeOffset at)
    {
        process.Tasks.Kill();
        _processes.Remove(process);
        if (_processes.Count == 0 || at <= Time.Now)
        {
            OpenProcess();
        }
        else
        {
            Time.At(at, OpenProcess);
        }
    }

    public void Changed() => Changes++;

    /// <param name="loaded">The cluster as the writer had read it.</param>
    public void Committed(string process, ClusterRead? loaded, Commit commit)
    {
        Changes += commit.Slots.Count + commit.Statuses.Count;
        var seen = CommitSeen.Of(this, loaded, commit);
        JournalCommit.Say(Journal, process, commit);
        foreach (var invariant in _invariants)
        {
            invariant.Committed(this, seen);
        }
    }

    public void PassEnded(string process, string clusterId)
    {
        Passes++;
        if (Journal.IsOn)
        {
            var states = Tables.Find(clusterId)?.Statuses.Values.Select(row => Text(row.Value)) ?? [];
            Journal.Say(process, $"pass over {clusterId} ends: {string.Join(' ', states)}");
        }

        AfterPass(clusterId);
    }

    private static string Text(GroupStatus status) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{status.Path}={status.State}@{status.Generation} {status.Healthy}/{status.Present}/{status.Wanted}{string.Concat(status.Conditions.Select(said => $" {said.Type}"))}"
        );
}
