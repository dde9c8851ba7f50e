using System.Text.Json;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// A provider of somebody else's code: its description is the one that it gave when it was loaded, and a call that blocks its thread
/// does not block the caller's.
/// </summary>
internal sealed class IsolatedProvider(IProvider plugin) : IProvider
{
    public ProviderDescription Description { get; } = plugin.Description;

    public IMachineExec? Exec { get; } = plugin.Exec;

    public IConsoleOutput? Console { get; } = plugin.Console;

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.Run(() => plugin.ValidateAsync(properties, cancellationToken), cancellationToken);

    public string ScopeOf(JsonElement properties) => plugin.ScopeOf(properties);

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) => Task.Run(() => plugin.CreateAsync(requests, cancellationToken), cancellationToken);

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => plugin.DescribeAsync(request, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) => Task.Run(() => plugin.DestroyAsync(requests, cancellationToken), cancellationToken);

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => plugin.LabelAsync(request, cancellationToken), cancellationToken);
}
