using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>
/// What flavours may make of a request: other properties, as far as the provider takes them and lists their machine in the same place;
/// other labels and another boot script. By what it is known stays as it was.
/// </summary>
public sealed class ShapedRequests
{
    private readonly PropertySchemas _schemas = new();

    /// <param name="asked">As the spec has it.</param>
    /// <param name="shaped">As the flavours left it.</param>
    /// <exception cref="RequestRejectedException">A flavour changed what it may not.</exception>
    /// <exception cref="ProviderException">The provider cannot tell where its machine would be.</exception>
    public async Task<CreateRequest> CheckAsync(
        IProvider provider,
        CreateRequest asked,
        CreateRequest shaped,
        CancellationToken cancellationToken
    )
    {
        if (ReferenceEquals(asked, shaped))
        {
            return asked;
        }

        if (!JsonElement.DeepEquals(asked.Properties, shaped.Properties))
        {
            await CheckPropertiesAsync(provider, asked.Properties, shaped.Properties, cancellationToken);
        }

        return asked with
        {
            Properties = shaped.Properties,
            Labels = LabelsOf(asked, shaped),
            Init = shaped.Init,
        };
    }

    private async Task CheckPropertiesAsync(
        IProvider provider,
        JsonElement asked,
        JsonElement shaped,
        CancellationToken cancellationToken
    )
    {
        var faults = await _schemas.CheckAsync(provider.Description.PropertiesSchema, shaped, cancellationToken);
        if (faults.Count > 0)
        {
            var told = string.Join(" ", faults.Select(fault => $"{fault.Path}: {fault.Message}"));
            throw new RequestRejectedException($"A flavour made properties that the provider does not take. {told}");
        }

        var named = SecretText.Find(asked).Select(use => use.Name).ToHashSet(StringComparer.Ordinal);
        if (SecretText.Find(shaped).FirstOrDefault(use => !named.Contains(use.Name)) is { } added)
        {
            throw new RequestRejectedException(
                $"A flavour named the secret '{added.Name}' in {added.Path}: only the spec may name secrets."
            );
        }

        if (!string.Equals(provider.ScopeOf(asked), provider.ScopeOf(shaped), StringComparison.Ordinal))
        {
            throw new RequestRejectedException(
                "A flavour changed properties that say where the machine is: it would not be listed with the others of its group."
            );
        }
    }

    private static Dictionary<string, string> LabelsOf(CreateRequest asked, CreateRequest shaped)
    {
        var labels = shaped
            .Labels.Where(label => !IsOurs(label.Key))
            .ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal);
        foreach (var (name, value) in asked.Labels.Where(label => IsOurs(label.Key)))
        {
            labels[name] = value;
        }

        return labels;
    }

    private static bool IsOurs(string label) =>
        label.StartsWith(LabelNames.Prefix, StringComparison.Ordinal)
        && !label.StartsWith(LabelNames.FlavourPrefix, StringComparison.Ordinal);
}
