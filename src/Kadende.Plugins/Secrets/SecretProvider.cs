using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Plugins.ByUrl;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Secrets;

/// <summary>
/// A provider that is given the values of secrets where properties name them: only in the call itself, and nothing that it answers tells
/// them.
/// </summary>
internal sealed class SecretProvider(IProvider inner, SecretOwner secrets) : IProvider, IFromUrl
{
    public ProviderDescription Description => inner.Description;

    public string? Url => (inner as IFromUrl)?.Url;

    public IMachineExec? Exec => inner.Exec is { } exec ? new SecretExec(exec, this) : null;

    public IConsoleOutput? Console => inner.Console is { } console ? new SecretConsole(console, this) : null;

    /// <summary>By the names of secrets: their values are not needed to tell places apart.</summary>
    public string ScopeOf(JsonElement properties) => inner.ScopeOf(properties);

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        var faults = await SecretFaults.FindAsync(secrets, properties, cancellationToken);
        return faults.Count > 0
            ? faults
            : await CallAsync(
                properties,
                inner.ValidateAsync,
                (found, known) => [.. found.Select(fault => fault with { Message = known.Hide(fault.Message) })],
                cancellationToken
            );
    }

    public Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    ) =>
        CallAsync<IReadOnlyList<PropertyFault>>(
            properties,
            (filled, token) => inner.CheckRoomAsync(filled, more, token),
            (found, known) => [.. found.Select(fault => fault with { Message = known.Hide(fault.Message) })],
            cancellationToken
        );

    public bool UsesHost(JsonElement properties) => inner.UsesHost(properties);

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) =>
        CallAsync<IReadOnlyList<CreateResult>>(
            requests[0].Properties,
            (filled, token) =>
                inner.CreateAsync([.. requests.Select(request => request with { Properties = filled })], token),
            (results, known) => [.. results.Select(result => Hide(result, known))],
            cancellationToken
        );

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        CallAsync(
            request.Properties,
            (filled, token) => inner.DescribeAsync(request with { Properties = filled }, token),
            (page, known) => page with { Instances = [.. page.Instances.Select(instance => Hide(instance, known))] },
            cancellationToken
        );

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) =>
        CallAsync<IReadOnlyList<DestroyResult>>(
            requests[0].Properties,
            (filled, token) =>
                inner.DestroyAsync([.. requests.Select(request => request with { Properties = filled })], token),
            (results, known) =>
                [
                    .. results.Select(result =>
                        result is DestroyResult.Failed failed && known.IsToldBy(failed.Failure)
                            ? new DestroyResult.Failed(known.Hidden(failed.Failure))
                            : result
                    ),
                ],
            cancellationToken
        );

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        CallAsync(
            request.Properties,
            async (filled, token) =>
            {
                await inner.LabelAsync(request with { Properties = filled }, token);
                return true;
            },
            (done, _) => done,
            cancellationToken
        );

    /// <summary>One call with the values of the secrets that the properties name.</summary>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever a plugin throws may tell a secret."
    )]
    internal async Task<T> CallAsync<T>(
        JsonElement properties,
        Func<JsonElement, CancellationToken, Task<T>> call,
        Func<T, KnownSecrets, T> hide,
        CancellationToken cancellationToken
    )
    {
        if (!SecretText.MaySpeak(properties))
        {
            return await call(properties, cancellationToken);
        }

        var known = await KnownSecrets.ReadAsync(secrets, properties, cancellationToken);
        try
        {
            return hide(await call(known.Fill(properties), cancellationToken), known);
        }
        catch (Exception failure) when (known.IsToldBy(failure))
        {
            throw known.Hidden(failure);
        }
    }

    private static CreateResult Hide(CreateResult result, KnownSecrets known) =>
        result switch
        {
            CreateResult.Created created => new CreateResult.Created(Hide(created.Instance, known)),
            CreateResult.Failed failed when known.IsToldBy(failed.Failure) => new CreateResult.Failed(
                known.Hidden(failed.Failure)
            ),
            _ => result,
        };

    private static Instance Hide(Instance instance, KnownSecrets known) =>
        instance with
        {
            // Not its id nor its logical id: by these it is found again and removed, and nobody makes either of a secret.
            Address = known.Hide(instance.Address),
            Labels = known.Hide(instance.Labels),
            Details = known.Hide(instance.Details),
        };
}
