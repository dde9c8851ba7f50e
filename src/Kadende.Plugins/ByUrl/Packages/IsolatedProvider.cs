using System.Text.Json;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// A provider of somebody else's code: its description is the one that it gave when it was loaded, a call that blocks its thread does not
/// block the caller's, and an answer that is none counts as no answer.
/// </summary>
internal sealed class IsolatedProvider : IProvider, IFromUrl
{
    private readonly IProvider _plugin;
    private readonly IsolatedCall _call;
    private readonly IsolatedScope _scope;

    public IsolatedProvider(IProvider plugin, string url)
    {
        _plugin = plugin;
        Url = url;
        Description = plugin.Description;
        var name = $"Provider {Description.Name}";
        _call = new IsolatedCall(name);
        _scope = new IsolatedScope(name, plugin.ScopeOf);
        Exec = plugin.Exec is { } exec ? new IsolatedExec(exec, _call) : null;
        Console = plugin.Console is { } console ? new IsolatedConsole(console) : null;
    }

    public ProviderDescription Description { get; }

    public string Url { get; }

    public IMachineExec? Exec { get; }

    public IConsoleOutput? Console { get; }

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) =>
        _call.AskAsync(
            "list of faults",
            () => _plugin.ValidateAsync(properties, cancellationToken),
            faults => OwnCopies.Of(faults, OwnCopies.Of),
            cancellationToken
        );

    public Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    ) =>
        _call.AskAsync(
            "list of faults",
            () => _plugin.CheckRoomAsync(properties, more, cancellationToken),
            faults => OwnCopies.Of(faults, OwnCopies.Of),
            cancellationToken
        );

    /// <exception cref="ProviderUnavailableException">The plugin throws, gives none, or does not end.</exception>
    public string ScopeOf(JsonElement properties) => _scope.Of(properties);

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) =>
        _call.AskAsync(
            "list of new machines",
            () => _plugin.CreateAsync(requests, cancellationToken),
            results => OwnCopies.Of(results, OwnCopies.Of) is { } all && all.Count == requests.Count ? all : null,
            cancellationToken
        );

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        _call.AskAsync(
            "list of machines",
            () => _plugin.DescribeAsync(request, cancellationToken),
            page => OwnCopies.Of(page.Instances, OwnCopies.Of) is { } all ? page with { Instances = all } : null,
            cancellationToken
        );

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) =>
        _call.AskAsync(
            "list of removals",
            () => _plugin.DestroyAsync(requests, cancellationToken),
            results => OwnCopies.Of(results, OwnCopies.Of) is { } all && all.Count == requests.Count ? all : null,
            cancellationToken
        );

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => _plugin.LabelAsync(request, cancellationToken), cancellationToken);
}
