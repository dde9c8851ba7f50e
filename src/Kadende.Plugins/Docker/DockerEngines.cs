using System.Collections.Concurrent;
using System.Text.Json;
using Docker.DotNet;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Docker;

/// <summary>The engines that specs may name, each with one client.</summary>
internal sealed class DockerEngines(DockerOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, DockerEngine> _engines = new(StringComparer.Ordinal);

    /// <exception cref="RequestRejectedException">The properties name an engine that they may not.</exception>
    public DockerEngine Find(JsonElement properties)
    {
        var host = DockerProperties.HostOf(properties) ?? options.DefaultHost;
        if (host != options.DefaultHost && !options.Hosts.Contains(host))
        {
            throw new RequestRejectedException(
                $"The engine '{host}' is not one that specs may name (Kadende:Plugins:Docker:Hosts)."
            );
        }

        return _engines.GetOrAdd(host, Connect);
    }

    public void Dispose()
    {
        foreach (var engine in _engines.Values)
        {
            engine.Client.Dispose();
        }
    }

    private DockerEngine Connect(string host)
    {
        if (!EngineAddress.TryParse(host, out var address))
        {
            throw new RequestRejectedException(
                $"'{host}' (DOCKER_HOST) is no address of a Docker engine: write {EngineAddress.Rule}."
            );
        }

        using var configuration = new DockerClientConfiguration(address, null, Timeout.InfiniteTimeSpan);
        return new DockerEngine(host, configuration.CreateClient(), time);
    }
}
