using Kadende.Plugins.Simulated;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.Simulation.Tests.Machines;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What goes wrong in the clouds, with the machines, on the way to the store, and with the processes.</summary>
internal sealed class Weather(World world, Random chance)
{
    private bool _wasEmpty;

    /// <summary>One thing goes wrong.</summary>
    public void Strike()
    {
        switch (chance.Next(10))
        {
            case < 2:
                StrikeCalls(world.Clouds[chance.Pick("default", "default", "other")]);
                break;
            case < 4:
                StrikeCloud(world.Clouds[chance.Pick("default", "default", "other")]);
                break;
            case < 6:
                StrikeMachines(world.Clouds["default"]);
                break;
            case < 8:
                StrikeHealth();
                break;
            case 8:
                StrikeStore();
                break;
            default:
                StrikeProcess();
                break;
        }
    }

    public void Clear()
    {
        foreach (var cloud in new[] { world.Clouds["default"], world.Clouds["other"] })
        {
            Restore(cloud);
            cloud.CancelPlans();
        }

        world.StoreWeather.Heal();
        world.Health.Heal();
        world.Work.Heal();
        Say("the storm is over");
    }

    private void Restore(SimulatedCloud cloud) => cloud.Faults = world.Scenario.Manners;

    private void StrikeCalls(SimulatedCloud cloud)
    {
        var count = chance.Next(1, 4);
        switch (chance.Next(6))
        {
            case 0:
                cloud.LoseNextAnswers(count);
                Say($"{count} answers to creations will be lost");
                break;
            case 1:
                cloud.DoubleNextCreations(count);
                Say($"{count} creations will be doubled");
                break;
            // Two that follow each other are no fault that could be told from the truth.
            case 2 when !_wasEmpty:
                _wasEmpty = true;
                cloud.EmptyNextListings();
                Say("the next listing will be empty");
                break;
            case 3:
                cloud.FailNextCalls(new ProviderUnavailableException("No answer, by chance."), count);
                Say($"{count} calls will fail");
                break;
            default:
                var failure = AnyFailure();
                cloud.FailNextCreations(failure, count);
                Say($"{count} creations will fail: {failure.Message}");
                break;
        }
    }

    private ProviderException AnyFailure() =>
        chance.Next(6) switch
        {
            0 => new QuotaExceededException("Quota, by chance."),
            1 => new NoCapacityException("No room, by chance."),
            2 => new CredentialException("Credential, by chance."),
            3 => new ThrottledException("Throttled, by chance.", chance.Seconds(1, 30)),
            _ => new RequestRejectedException("Refused, by chance."),
        };

    private void StrikeCloud(SimulatedCloud cloud)
    {
        var (now, until) = (world.Time.Now, Until(10, 900));
        var many = cloud.Machines.Count;
        var faults = chance.Next(7) switch
        {
            0 => cloud.Faults with { Outages = [new SimulatedOutage(now, until)] },
            1 => cloud.Faults with { Quota = Math.Max(0, many + chance.Next(-2, 3)) },
            2 => cloud.Faults with { Capacity = Rooms(many) },
            3 => cloud.Faults with { CallsPerSecond = chance.Next(1, 4) },
            4 => cloud.Faults with { FailRate = chance.NextDouble() },
            5 => cloud.Faults with { Latency = chance.Seconds(1, 90) },
            _ => cloud.Faults with { BootTime = chance.Seconds(0, 300), DeleteTime = chance.Seconds(0, 300) },
        };
        cloud.Faults = faults;
        Say($"until {until:HH:mm:ss} the cloud is like this: {faults}");
        world.Time.At(until, () => Restore(cloud));
    }

    private Dictionary<string, int> Rooms(int many) =>
        new(StringComparer.Ordinal)
        {
            ["zone-1"] = Math.Max(0, many + chance.Next(-2, 3)),
            ["zone-2"] = chance.Next(3),
        };

    private void StrikeMachines(SimulatedCloud cloud)
    {
        var machines = cloud.Machines;
        if (machines.Count == 0)
        {
            return;
        }

        var zone = chance.Pick("zone-1", "zone-2");
        var one = machines[chance.Next(machines.Count)].Id;
        switch (chance.Next(8))
        {
            case 0:
                cloud.RemoveZone(zone);
                Say($"all machines of {zone} vanish");
                break;
            case 1:
                cloud.SetZoneState(zone, InstanceState.Stopped);
                Say($"all machines of {zone} stop");
                break;
            case < 5:
                cloud.Remove(one);
                Say($"{one} vanishes");
                break;
            default:
                cloud.SetState(one, chance.Pick(InstanceState.Stopped, InstanceState.Failed));
                Say($"{one} stops");
                break;
        }
    }

    private void StrikeHealth()
    {
        var machines = world.Clouds["default"].Machines;
        if (chance.Next(6) == 0 || machines.Count == 0)
        {
            world.Health.BlindUntil = Until(60, 3600);
            Say($"until {world.Health.BlindUntil:HH:mm:ss} no machine can be asked");
            return;
        }

        if (chance.Next(8) == 0)
        {
            var failing = chance.Next(1, 4);
            world.Work.FailNext(failing);
            Say($"{failing} machines will not take their work up");
            return;
        }

        var kind = chance.Pick(
            IllnessKind.Sick,
            IllnessKind.Sick,
            IllnessKind.Flapping,
            IllnessKind.Silent,
            IllnessKind.Crashing
        );
        var illness = new Illness(kind, Until(60, 14_400), chance.Seconds(20, 200));
        var count = chance.Next(3) == 0 ? chance.Next(1, machines.Count + 1) : 1;
        foreach (var _ in Enumerable.Range(0, count))
        {
            var one = machines[chance.Next(machines.Count)].Id;
            world.Health.FallIll(one, illness);
            Say($"{one} is {kind} until {illness.Until:HH:mm:ss}");
        }
    }

    private void StrikeStore()
    {
        world.StoreWeather.DownUntil = Until(5, 300);
        Say($"until {world.StoreWeather.DownUntil:HH:mm:ss} the store is down");
    }

    private void StrikeProcess()
    {
        var process = world.Processes[chance.Next(world.Processes.Count)];
        if (chance.Next(3) == 0)
        {
            var until = Until(5, 400);
            Say($"{process.Name} stands still until {until:HH:mm:ss}");
            process.Tasks.Freeze();
            world.Time.At(until, process.Tasks.Thaw);
            return;
        }

        Say($"{process.Name} is killed");
        world.Replace(process, Until(0, 300));
    }

    /// <summary>A while from now, but not beyond the storm.</summary>
    private DateTimeOffset Until(int fromSeconds, int toSeconds)
    {
        var until = world.Time.Now + chance.Seconds(fromSeconds, toSeconds);
        return until < world.StormEnd ? until : world.StormEnd;
    }

    private void Say(string what) => world.Journal.Say("weather", what);
}
