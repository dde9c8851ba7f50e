using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Simulated;

/// <summary>All simulated clouds of this process, by name. They end with the process, and their machines with them.</summary>
public sealed class SimulatedClouds(IOptions<SimulatedOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SimulatedCloud> _clouds = new(StringComparer.Ordinal);

    /// <summary>The cloud of this name; made when it is first asked for.</summary>
    public SimulatedCloud this[string name] => _clouds.GetOrAdd(name, _ => new SimulatedCloud(options.Value, time));
}
