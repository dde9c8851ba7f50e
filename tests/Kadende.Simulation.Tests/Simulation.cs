using System.Globalization;
using Kadende.Simulation.Tests.Mutants;

namespace Kadende.Simulation.Tests;

/// <summary>One seed, played to its end: a storm, then calm until everything is as wanted, then some looks that change nothing.</summary>
internal sealed class Simulation
{
    /// <summary>So many passes after the storm everything is as wanted.</summary>
    private const int MostPasses = 1000;

    private const long MostSteps = 2_000_000;
    private const int QuietPasses = 3;
    private const int MostRestless = 5;

    /// <summary>So often the user looks after what cannot go on without him.</summary>
    private const int PassesToReact = 20;

    private static readonly TimeSpan LongestCalm = TimeSpan.FromHours(12);

    private readonly World _world;
    private readonly Random _chance;
    private int _passesBefore;
    private long? _changesWhenSettled;
    private int _settledAt;
    private int _restless;
    private bool _isOver;

    private Simulation(int seed, Mutant mutant, bool keepsJournal)
    {
        _world = new World(seed, mutant, keepsJournal);
        _chance = new Random(seed ^ 0x5eed);
    }

    public static SimulationResult Run(int seed, Mutant mutant, bool keepsJournal = false)
    {
        var simulation = new Simulation(seed, mutant, keepsJournal);
        simulation.Play();
        var world = simulation._world;
        return new SimulationResult
        {
            Seed = seed,
            Broken = world.Broken,
            At = world.Time.Now,
            Journal = world.Journal.Text,
            Steps = world.Scheduler.Steps,
            Passes = world.Passes,
            PassesToSettle = simulation._settledAt - simulation._passesBefore,
            Lived = world.Time.Now - (world.StormEnd - world.Scenario.Storm),
        };
    }

    private void Play()
    {
        Prepare();
        while (_world.Broken is null && !_isOver)
        {
            if (!_world.Scheduler.RunOne() && !_world.Time.RingNext())
            {
                _world.Break("Simulations go on", "nothing can run, and nobody waits for anything.");
            }

            if (_world.Scheduler.Steps > MostSteps)
            {
                _world.Break("Simulations come to an end", "this one does not.");
            }
        }
    }

    private void Prepare()
    {
        var scenario = _world.Scenario;
        _world.Strangers.Arrive(scenario.Strangers);
        _world.Clouds["default"].Faults = scenario.Manners;
        _world.Clouds["other"].Faults = scenario.Manners;
        _world.StoreWeather.TroubleRate = scenario.StoreTroubleRate;
        _world.User.SetQuota(scenario.CreatesPerHour);
        foreach (var cluster in scenario.Clusters)
        {
            _world.User.Create(cluster);
        }

        for (var number = 0; number < scenario.Processes; number++)
        {
            _world.OpenProcess();
        }

        for (var number = 0; number < scenario.Faults; number++)
        {
            AtSomeTime(_world.Weather.Strike);
        }

        for (var number = 0; number < scenario.Edits; number++)
        {
            AtSomeTime(_world.User.Edit);
        }

        _world.Time.At(_world.StormEnd, BeginCalm);
    }

    /// <summary>During the storm: at some moment, or in the midst of what runs soon after it.</summary>
    private void AtSomeTime(Action act)
    {
        var at = _world.StormEnd - TimeSpan.FromTicks(_chance.NextInt64(_world.Scenario.Storm.Ticks));
        var steps = _chance.Next(80);
        _world.Time.At(at, () => _world.Scheduler.AfterSteps(steps, () => InStorm(act)));
    }

    private void InStorm(Action act)
    {
        if (_world.Time.Now < _world.StormEnd)
        {
            act();
        }
    }

    private void BeginCalm()
    {
        _world.Weather.Clear();
        _world.User.SetQuota(null);
        _world.User.SettleDown();
        _passesBefore = _world.Passes;
        _world.AfterPass = LookAround;
        _world.Time.At(
            _world.StormEnd + LongestCalm,
            () =>
                _world.Break(
                    "Everything is as wanted soon after the storm",
                    Convergence.WhyNot(_world) ?? "it was not quiet."
                )
        );
        LookAround("");
    }

    private void LookAround(string clusterId)
    {
        if (_changesWhenSettled is { } changes)
        {
            Watch(changes);
            return;
        }

        if ((_world.Passes - _passesBefore) % PassesToReact == PassesToReact - 1)
        {
            _world.User.SettleDown();
        }

        if (Convergence.WhyNot(_world) is { } why)
        {
            if (_world.Passes - _passesBefore > MostPasses)
            {
                _world.Break($"Everything is as wanted {MostPasses} passes after the storm", why);
            }
        }
        else
        {
            _world.Journal.Say("simulation", "everything is as wanted");
            _changesWhenSettled = _world.Changes;
            _settledAt = _world.Passes;
            _isOver = _world.Tables.Due.Count == 0;
        }
    }

    private void Watch(long changes)
    {
        if (_world.Changes == changes)
        {
            _isOver =
                _world.Passes - _settledAt >= QuietPasses * _world.Scenario.Clusters.Count * _world.Processes.Count;
            return;
        }

        // The first looks after the storm may still note that a machine answers again.
        _changesWhenSettled = null;
        _restless++;
        if (_restless > MostRestless)
        {
            _world.Break("Looks at what is as wanted change nothing", "something was written or asked of a cloud.");
        }
    }
}

/// <summary>How a simulation went.</summary>
internal sealed record SimulationResult
{
    public required int Seed { get; init; }

    /// <summary>The promise that was broken, and how; null when all held.</summary>
    public required string? Broken { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Journal { get; init; }

    public required long Steps { get; init; }

    public required int Passes { get; init; }

    public required int PassesToSettle { get; init; }

    /// <summary>How much time passed in it.</summary>
    public required TimeSpan Lived { get; init; }

    public string Told =>
        string.Create(CultureInfo.InvariantCulture, $"seed {Seed} at {At:yyyy-MM-dd HH:mm:ss.fff}: {Broken}");
}
