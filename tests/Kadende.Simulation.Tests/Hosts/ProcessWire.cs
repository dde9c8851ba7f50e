using Kadende.Core.Clusters;
using Kadende.Runtime.Stores;
using Kadende.Simulation.Tests.Stores;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>The way of one process to the store: each call goes there and comes back, and either way something may go wrong.</summary>
internal sealed class ProcessWire(World world, string process) : IWire
{
    private readonly Dictionary<string, ClusterRead> _loaded = new(StringComparer.Ordinal);

    /// <summary>What the process last read of a cluster; null when it never did.</summary>
    public ClusterRead? LoadedOf(string clusterId) => _loaded.GetValueOrDefault(clusterId);

    public void Loaded(Cluster cluster) => _loaded[cluster.Id] = new ClusterRead(cluster, world.Time.Now);

    public void Committed(Commit commit) => world.Committed(process, LoadedOf(commit.ClusterId), commit);

    public async Task<T> CallAsync<T>(string operation, Func<T> act)
    {
        await Task.Yield();
        var trouble = world.StoreWeather.Next();
        if (trouble.Stall > TimeSpan.Zero)
        {
            await Task.Delay(trouble.Stall, world.Time, CancellationToken.None);
        }

        if (trouble.IsRefused)
        {
            world.Journal.Say(process, $"store {operation}: no answer");
            throw new StoreUnavailableException("The store of the simulation does not answer.", null);
        }

        world.Scheduler.EnsureOwnThread();
        var answer = act();
        await Task.Yield();
        if (trouble.IsAnswerLost)
        {
            world.Journal.Say(process, $"store {operation}: done, but the answer was lost");
            throw new StoreUnavailableException("The answer of the simulation's store was lost.", null);
        }

        return answer;
    }
}
