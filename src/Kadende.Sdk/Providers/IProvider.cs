using System.Text.Json;
using Kadende.Sdk.Machines;

namespace Kadende.Sdk.Providers;

/// <summary>
/// Makes, lists and removes machines somewhere: a cloud, a container engine, a folder.
/// One object serves every group that names the plugin, from many threads at once; it keeps no state that a restart may lose.
/// </summary>
/// <remarks>
/// Every method may throw a <see cref="Failures.ProviderException"/>; each subclass means one reaction of the caller. Any other
/// exception is treated as <see cref="Failures.ProviderUnavailableException"/>: nothing is known, and the call is made again later.
/// Every call is bounded by the caller's time limit; a call that ran out of time has an unknown outcome and is repeated.
/// </remarks>
public interface IProvider
{
    /// <summary>What this plugin is called, what it can do and which properties it takes. The same object on every call.</summary>
    ProviderDescription Description { get; }

    /// <summary>Runs commands on its machines; null when it cannot.</summary>
    IMachineExec? Exec => this as IMachineExec;

    /// <summary>Shows what its machines wrote to their consoles; null when it cannot.</summary>
    IConsoleOutput? Console => this as IConsoleOutput;

    /// <summary>
    /// Checks <c>resourceProperties</c> beyond what the JSON schema in <see cref="ProviderDescription.PropertiesSchema"/> can say.
    /// The caller has checked the schema already. May ask the provider; must not make or change anything.
    /// </summary>
    /// <param name="properties">The group's <c>resourceProperties</c>, an object; an empty object when the spec has none.</param>
    /// <returns>Every fault found; empty when the properties are good.</returns>
    Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken);

    /// <summary>
    /// Looks whether so many more machines can be made: quotas, limits of the account, addresses that are left. Called when
    /// <see cref="ValidateAsync"/> has found nothing. May ask the provider; must not make or change anything.
    /// </summary>
    /// <param name="properties">As in <see cref="ValidateAsync"/>.</param>
    /// <param name="more">How many machines are wanted beside those that the group has; at least 1.</param>
    /// <returns>Every fault found; empty when there is room, and when nobody tells.</returns>
    Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([]);

    /// <summary>
    /// Whether machines of these properties are made with what belongs to the host, such as its credentials, its files or its processors,
    /// and not with what the properties bring. Only teams that the settings name may do that. Pure.
    /// </summary>
    /// <param name="properties">As a user wrote them: they may not fit the schema, and name secrets that are not filled in.</param>
    bool UsesHost(JsonElement properties) => false;

    /// <summary>
    /// Where these properties put and list machines, such as a region or a folder: groups of properties with equal scopes are listed
    /// by the same <see cref="DescribeAsync"/> calls. Pure; the empty string when the plugin has a single place.
    /// </summary>
    string ScopeOf(JsonElement properties);

    /// <summary>
    /// Makes machines, one for each request. May be called again with the same <see cref="CreateRequest.Token"/>, also at the same
    /// time and after a crash: where <see cref="ProviderCapabilities.IdempotentCreate"/> holds, the second call returns the first
    /// call's machine and makes no other.
    /// </summary>
    /// <param name="requests">1 to <see cref="ProviderCapabilities.CreateBatch"/> requests that share one set of properties.</param>
    /// <returns>One result for each request, in the order of the requests.</returns>
    Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Lists the machines that carry all the given labels, page by page. Machines that are gone for good are not listed; machines on
    /// their way up or down are. A machine must be found by the labels of its <see cref="CreateRequest"/> from the moment it exists,
    /// at latest after <see cref="ProviderCapabilities.ListDelay"/>.
    /// </summary>
    Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to remove machines, with all that was made with them. Removing a machine that is already gone is
    /// <see cref="DestroyResult.Accepted"/>. May be called again for the same machine until it is no longer listed.
    /// </summary>
    /// <param name="requests">1 to <see cref="ProviderCapabilities.DestroyBatch"/> requests that share one set of properties.</param>
    /// <returns>One result for each request, in the order of the requests.</returns>
    Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Adds or overwrites labels of one machine in place, where <see cref="ProviderCapabilities.LabelsInPlace"/> holds; labels that
    /// are not named stay. May be repeated.
    /// </summary>
    /// <remarks>
    /// Labels say whose a machine is, and whoever may ask for labels may name any machine: one that carries
    /// <see cref="LabelNames.Installation"/> or <see cref="LabelNames.Cluster"/> with another value than the request's is left as it is.
    /// </remarks>
    /// <exception cref="Failures.InstanceGoneException">The machine does not exist.</exception>
    /// <exception cref="Failures.RequestRejectedException">The machine is another cluster's or another installation's.</exception>
    Task LabelAsync(LabelRequest request, CancellationToken cancellationToken);
}
