using Kadende.Core.Specs;
using Kadende.Plugins.Net;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>The remote plugins that are in use, each with one breaker for all who call it.</summary>
internal sealed class RemotePlugins(GuardedHttp http, PluginUrlOptions options, TimeProvider time) : IDisposable
{
    private readonly SocketRules _sockets = new(options.AllowUnixSockets);
    private readonly RunningActs _acts = new(options.LongestCall, time);
    private readonly SocketHttp _socketHttp = new(new SocketRules(options.AllowUnixSockets));
    private readonly IdleCache<string, RpcClient> _clients = new(time);
    private readonly IdleCache<(string, string, PluginAddress.Remote), IProvider> _providers = new(time);
    private readonly IdleCache<(string, string, PluginAddress.Remote), IFlavour> _flavours = new(time);

    /// <summary>Those that are in use.</summary>
    public IReadOnlyList<IProvider> Providers => _providers.Values;

    /// <summary>Those that are in use.</summary>
    public IReadOnlyList<IFlavour> Flavours => _flavours.Values;

    /// <summary>The plugin that an address means, of those behind one socket.</summary>
    public PluginAddress.Remote Resolve(PluginAddress.Remote address) => _sockets.Resolve(address);

    /// <summary>Why this socket may not be opened; null when it may.</summary>
    public string? ProblemOf(string socket) => _sockets.ProblemOf(socket);

    public IProvider Provider(PluginRef plugin, PluginAddress.Remote address)
    {
        var client = ClientOf(address);
        return _providers.GetOrAdd(
            (plugin.Name, plugin.Version, address),
            () => new RemoteProvider(plugin, address, Line(client))
        );
    }

    public IFlavour Flavour(PluginRef plugin, PluginAddress.Remote address)
    {
        var client = ClientOf(address);
        return _flavours.GetOrAdd(
            (plugin.Name, plugin.Version, address),
            () => new RemoteFlavour(plugin, address, Line(client))
        );
    }

    public void ForgetIdle()
    {
        _providers.RemoveIdle(options.UnloadAfter);
        _flavours.RemoveIdle(options.UnloadAfter);
        _clients.RemoveIdle(options.UnloadAfter);
    }

    public void Dispose()
    {
        _acts.Dispose();
        _socketHttp.Dispose();
    }

    private RemoteLine Line(RpcClient client) => new(client, _acts, options, time);

    private RpcClient ClientOf(PluginAddress.Remote address) =>
        _clients.GetOrAdd(
            address.Socket is null ? address.Endpoint.AbsoluteUri : address.ToString(),
            () =>
                new RpcClient(
                    address.ToString(),
                    address.Endpoint,
                    address.Socket is { } socket
                        ? (request, cancelled) => _socketHttp.SendAsync(socket, request, cancelled)
                        : http.SendAsync,
                    options,
                    time
                )
        );
}
