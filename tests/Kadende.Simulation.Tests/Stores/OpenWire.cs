using Kadende.Core.Clusters;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>A wire on which nothing goes wrong and that nobody listens to.</summary>
internal sealed class OpenWire : IWire
{
    public async Task<T> CallAsync<T>(string operation, Func<T> act)
    {
        await Task.Yield();
        return act();
    }

    public void Loaded(Cluster cluster) { }

    public void Committed(Commit commit) { }
}
