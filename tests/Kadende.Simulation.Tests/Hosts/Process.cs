using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Simulation.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>
/// A process that runs passes over every cluster that is due. All of the product in it is as in a host; store, clouds and time are the
/// world's, and outlive it.
/// </summary>
internal sealed class Process
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(10);

    private readonly World _world;
    private readonly IDueList _due;
    private readonly PassSteps _steps;
    private TaskCompletionSource _bell = new();

    public Process(World world, string name)
    {
        (_world, Name) = (world, name);
        Tasks = new ProcessTasks(world.Scheduler);
        var services = ProcessServices.Build(world, new ProcessWire(world, name));
        _due = services.GetRequiredService<IDueList>();
        _steps = services.GetRequiredService<PassSteps>();
    }

    public string Name { get; }

    public ProcessTasks Tasks { get; }

    public void Start(IEnumerable<string> clusterIds)
    {
        foreach (var id in clusterIds)
        {
            _ = Tasks.RunAsync(() => LookAfterAsync(id));
        }
    }

    /// <summary>Somebody asks for a look.</summary>
    public void Ring()
    {
        var bell = _bell;
        _bell = new TaskCompletionSource();
        bell.SetResult();
    }

    /// <summary>What a host's scheduler does for one cluster: a pass whenever it is due, and after a while when one broke off.</summary>
    private async Task LookAfterAsync(string clusterId)
    {
        for (var failures = 0; ; )
        {
            try
            {
                await LookWhenDueAsync(clusterId);
                failures = 0;
            }
            catch (StoreUnavailableException)
            {
                failures++;
                await DelayAsync(TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(failures - 1, 6))));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _world.Break(FaultLog.Promise, failure.ToString());
            }
        }
    }

    private async Task LookWhenDueAsync(string clusterId)
    {
        var entry = await _due.FindAsync(clusterId, CancellationToken.None);
        var wait = entry is null ? LongestPoll : entry.DueAt - _world.Time.Now;
        if (entry is null || wait > TimeSpan.Zero)
        {
            var jitter = _world.Chance.Next(4) == 0 ? TimeSpan.FromMilliseconds(_world.Chance.Next(3000)) : default;
            await Task.WhenAny(_bell.Task, DelayAsync((wait < LongestPoll ? wait : LongestPoll) + jitter));
            return;
        }

        var port = new SimulatedPort(_steps, _world.Time, _world.Scenario.LongestWait);
        var request = new PassRequest(clusterId, _world.Chance.Next(4) == 0 ? null : entry);
        await ClusterPass.RunAsync(request, port);
        _world.PassEnded(Name, clusterId);
    }

    // What is left below a millisecond is waited for as a whole one.
    private Task DelayAsync(TimeSpan delay) =>
        Task.Delay(delay + TimeSpan.FromMilliseconds(1), _world.Time, CancellationToken.None);
}
