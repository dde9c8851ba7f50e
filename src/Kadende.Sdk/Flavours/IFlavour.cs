using System.Text.Json;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Sdk.Flavours;

/// <summary>
/// What runs on a machine after it boots: shapes the request for it, configures it, judges it and lets go of its work before it goes.
/// One object serves every group that names the plugin, from many threads at once, and keeps nothing between calls.
/// </summary>
/// <remarks>
/// <see cref="ProvisionAsync"/> and <see cref="DrainAsync"/> are called again and again, by any host, until they answer
/// <see cref="FlavourAnswer.Done"/>: each call does or looks at what is next and returns within seconds. Long work is begun on the machine
/// and looked at by later calls. A call may be repeated after a crash, also at the same time, so each must be safe to repeat. Whatever a
/// flavour throws counts as "nothing known", and the call is made again later.
/// </remarks>
public interface IFlavour
{
    /// <summary>What this plugin is called and which properties it takes. The same object on every call.</summary>
    FlavourDescription Description { get; }

    /// <summary>Checks a flavour's <c>properties</c> beyond what the JSON schema can say. The caller has checked the schema already. Pure.</summary>
    /// <returns>Every fault found; empty when the properties are good.</returns>
    Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken);

    /// <summary>
    /// Changes what the provider is asked for: labels, init, properties. Changes nothing else; called anew for every try, and answers the
    /// same for the same plan and request.
    /// </summary>
    /// <param name="request">As the flavours before this one left it.</param>
    /// <exception cref="Failures.RequestRejectedException">No machine can be made like this, and asking again will not help.</exception>
    Task<CreateRequest> PrepareAsync(FlavourPlan plan, CreateRequest request, CancellationToken cancellationToken);

    /// <summary>Configures the machine, which is up. Called until it answers <see cref="FlavourAnswer.Done"/> or <see cref="FlavourAnswer.Failed"/>.</summary>
    Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken);

    /// <summary>Judges a configured machine once, besides the group's own checks.</summary>
    /// <returns>Null when this flavour has no word on health.</returns>
    Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the machine out of work before it is removed or held. Called until it answers <see cref="FlavourAnswer.Done"/>, or
    /// <c>drainTimeout</c> is over; also called for machines that are ill or were never configured.
    /// </summary>
    Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken);
}
