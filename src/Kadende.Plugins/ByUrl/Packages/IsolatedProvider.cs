using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// A provider of somebody else's code: its description is the one that it gave when it was loaded, a call that blocks its thread does not
/// block the caller's, and an answer that is none counts as no answer.
/// </summary>
internal sealed class IsolatedProvider(IProvider plugin, string url) : IProvider, IFromUrl
{
    public ProviderDescription Description { get; } = plugin.Description;

    public string Url { get; } = url;

    public IMachineExec? Exec { get; } = plugin.Exec;

    public IConsoleOutput? Console { get; } = plugin.Console;

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            "list of faults",
            () => plugin.ValidateAsync(properties, cancellationToken),
            faults => faults.All(fault => fault is { Path: not null, Message: not null }),
            cancellationToken
        );

    /// <exception cref="ProviderUnavailableException">The plugin throws, or gives none.</exception>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever a plugin throws means that nothing is known, and is told to the user."
    )]
    public string ScopeOf(JsonElement properties)
    {
        try
        {
            return plugin.ScopeOf(properties) ?? throw Nonsense("scope");
        }
        catch (Exception failure) when (failure is not ProviderException)
        {
            throw new ProviderUnavailableException($"Provider {Description.Name} failed: {failure.Message}", failure);
        }
    }

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            "list of new machines",
            () => plugin.CreateAsync(requests, cancellationToken),
            results =>
                results.Count == requests.Count
                && results.All(result =>
                    result is CreateResult.Created created ? IsWhole(created.Instance) : result is not null
                ),
            cancellationToken
        );

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        AskAsync(
            "list of machines",
            () => plugin.DescribeAsync(request, cancellationToken),
            page => page.Instances is { } instances && instances.All(IsWhole),
            cancellationToken
        );

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            "list of removals",
            () => plugin.DestroyAsync(requests, cancellationToken),
            results => results.Count == requests.Count && results.All(result => result is not null),
            cancellationToken
        );

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => plugin.LabelAsync(request, cancellationToken), cancellationToken);

    private async Task<T> AskAsync<T>(
        string what,
        Func<Task<T>> ask,
        Func<T, bool> isWhole,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var answer = await Task.Run(ask, cancellationToken);
        return answer is not null && isWhole(answer) ? answer : throw Nonsense(what);
    }

    /// <summary>Types that a plugin was compiled with do not keep it from leaving out what they call required.</summary>
    private static bool IsWhole(Instance? instance) =>
        instance is { Id.Length: > 0, Labels: not null, Details: not null };

    private ProviderUnavailableException Nonsense(string what) =>
        new($"Provider {Description.Name} gave no usable {what}: something in it is missing.");
}
