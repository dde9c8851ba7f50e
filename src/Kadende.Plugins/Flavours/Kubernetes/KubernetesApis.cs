using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>The Kubernetes APIs of the settings, each with its connections.</summary>
public sealed class KubernetesApis(IOptions<KubernetesOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<KubernetesApi>> _apis = new(StringComparer.Ordinal);

    internal IEnumerable<string> Names => options.Value.Clusters.Keys.Order(StringComparer.Ordinal);

    /// <summary>Null when the settings have no such entry.</summary>
    internal KubernetesApi? Find(string name) =>
        options.Value.Clusters.TryGetValue(name, out var access)
            ? _apis.GetOrAdd(name, _ => new Lazy<KubernetesApi>(() => new KubernetesApi(access))).Value
            : null;

    public void Dispose()
    {
        foreach (var api in _apis.Values.Where(api => api.IsValueCreated))
        {
            api.Value.Dispose();
        }
    }
}
