namespace Kadende.Simulation.Tests.Stores;

/// <summary>The way from a process to the store.</summary>
internal interface IWire
{
    /// <summary>Does something in the store in one moment, as far as the wire lets it through.</summary>
    Task<T> CallAsync<T>(string operation, Func<T> act);

    /// <summary>A cluster was read, as it is now.</summary>
    void Loaded(Kadende.Core.Clusters.Cluster cluster);

    /// <summary>Rows were written together.</summary>
    void Committed(Commit commit);
}
