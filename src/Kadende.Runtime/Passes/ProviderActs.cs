using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>One call of a provider for some acts of a kind, with failures turned into results.</summary>
public sealed class ProviderActs(ProviderCalls calls)
{
    /// <returns>One result for each request, whatever the provider did.</returns>
    internal async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IProvider provider,
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answers = await calls.CallAsync(
                provider,
                "create",
                token => provider.CreateAsync(requests, token),
                cancellationToken
            );
            return answers.Count == requests.Count
                ? answers
                : [.. requests.Select((_, i) => i < answers.Count ? answers[i] : NoAnswer)];
        }
        catch (ProviderException failure)
        {
            return [.. requests.Select(_ => new CreateResult.Failed(failure))];
        }
    }

    internal async Task DestroyAsync(
        IProvider provider,
        IReadOnlyList<DestroyRequest> requests,
        ActResults results,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answers = await calls.CallAsync(
                provider,
                "destroy",
                token => provider.DestroyAsync(requests, token),
                cancellationToken
            );
            foreach (var answer in answers)
            {
                var failure = (answer as DestroyResult.Failed)?.Failure;
                results.Count(failure is null or InstanceGoneException);
                results.RemovalFailed(failure is InstanceGoneException ? null : failure);
            }
        }
        catch (ProviderException failure)
        {
            results.RemovalFailed(failure);
        }
    }

    /// <returns>Why the machine does not carry our labels; null when it does.</returns>
    internal async Task<ProviderException?> AdoptAsync(
        IProvider provider,
        LabelRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!provider.Description.Capabilities.LabelsInPlace)
        {
            return new RequestRejectedException(
                $"Provider {provider.Description.Name} cannot put labels on machines that exist."
            );
        }

        try
        {
            await CallLabelAsync(provider, request, cancellationToken);
            return null;
        }
        catch (ProviderException failure)
        {
            return failure;
        }
    }

    internal async Task LabelAsync(
        IProvider provider,
        GroupSpec spec,
        Act.Label label,
        ActResults results,
        CancellationToken cancellationToken
    )
    {
        var request = new LabelRequest(label.InstanceId, spec.Properties, label.Labels);
        try
        {
            await CallLabelAsync(provider, request, cancellationToken);
        }
        catch (ProviderException failure)
        {
            // The next look sees that the label is still missing.
            results.LabelFailed(failure);
        }
    }

    private Task<bool> CallLabelAsync(IProvider provider, LabelRequest request, CancellationToken cancellationToken) =>
        calls.CallAsync(
            provider,
            "label",
            async token =>
            {
                await provider.LabelAsync(request, token);
                return true;
            },
            cancellationToken
        );

    private static readonly CreateResult NoAnswer = new CreateResult.Failed(
        new ProviderUnavailableException("The provider answered for fewer machines than it was asked for.")
    );
}
