using System.Text.Json;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// A flavour of somebody else's code: its description is the one that it gave when it was loaded, a call that blocks its thread does not
/// block the caller's, and an answer that is none counts as no answer.
/// </summary>
internal sealed class IsolatedFlavour(IFlavour plugin, string url) : IFlavour, IFromUrl
{
    private readonly IsolatedCall _call = new($"Flavour {plugin.Description.Name}");

    public FlavourDescription Description { get; } = plugin.Description;

    public string Url { get; } = url;

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) =>
        _call.AskAsync(
            "list of faults",
            () => plugin.ValidateAsync(properties, cancellationToken),
            faults => OwnCopies.Of(faults, OwnCopies.Of),
            cancellationToken
        );

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) =>
        _call.AskAsync(
            "request",
            () => plugin.PrepareAsync(plan, request, cancellationToken),
            shaped =>
                shaped is { Token: not null, Properties.ValueKind: JsonValueKind.Object }
                && OwnCopies.Of(shaped.Labels) is { } labels
                    ? shaped with
                    {
                        Properties = shaped.Properties.Clone(),
                        Labels = labels,
                    }
                    : null,
            cancellationToken
        );

    public Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken) =>
        AnswerAsync(() => plugin.ProvisionAsync(call, cancellationToken), cancellationToken);

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.Run(() => plugin.CheckAsync(call, cancellationToken), cancellationToken);

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        AnswerAsync(() => plugin.DrainAsync(call, cancellationToken), cancellationToken);

    private Task<FlavourAnswer> AnswerAsync(Func<Task<FlavourAnswer>> ask, CancellationToken cancellationToken) =>
        _call.AskAsync(
            "answer",
            ask,
            answer =>
                answer is FlavourAnswer.Working { What: null } or FlavourAnswer.Failed { Reason: null } ? null : answer,
            cancellationToken
        );
}
