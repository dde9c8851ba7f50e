using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>Changes labels of an instance in place.</summary>
/// <remarks>
/// Long values are in the metadata, where they win over labels: a value that becomes long is written there before the label goes, and one
/// that becomes short is a label before it goes from there. Whoever stops in between has lost none.
/// </remarks>
internal sealed class InstanceLabels(GoogleApi api, InstanceId id)
{
    private const int Tries = 5;

    public async Task SetAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var (fitting, others) = GoogleLabels.Split(labels);
        await ChangeMetadataAsync(labels, kept => Merge(kept, others), cancellationToken);
        await ChangeLabelsAsync(labels, fitting, cancellationToken);
        await ChangeMetadataAsync(labels, kept => Without(kept, labels.Keys.Except(others.Keys)), cancellationToken);
    }

    private Task ChangeLabelsAsync(
        IReadOnlyDictionary<string, string> labels,
        Dictionary<string, string> fitting,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            "setLabels",
            labels,
            instance =>
            {
                var before = InstanceView.RawLabelsOf(instance);
                var after = Merge(Without(before, labels.Keys.Select(LabelText.Encode)), fitting);
                return IsSame(before, after)
                    ? null
                    : new JsonObject
                    {
                        ["labels"] = new JsonObject(
                            after.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))
                        ),
                        ["labelFingerprint"] = instance.TextOf("labelFingerprint"),
                    };
            },
            cancellationToken
        );

    private Task ChangeMetadataAsync(
        IReadOnlyDictionary<string, string> labels,
        Func<Dictionary<string, string>, Dictionary<string, string>> change,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            "setMetadata",
            labels,
            instance =>
            {
                var before = GoogleLabels.Read(InstanceView.ItemOf(instance, GoogleLabels.Item));
                var after = change(before);
                if (IsSame(before, after))
                {
                    return null;
                }

                var metadata = instance.Field("metadata") ?? default;
                var items = metadata
                    .ItemsOf("items")
                    .Where(item => item.TextOf("key") != GoogleLabels.Item)
                    .Select(item => JsonNode.Parse(item.GetRawText()));
                if (after.Count > 0)
                {
                    items = items.Append(
                        new JsonObject { ["key"] = GoogleLabels.Item, ["value"] = GoogleLabels.Write(after) }
                    );
                }

                return new JsonObject
                {
                    ["items"] = new JsonArray([.. items]),
                    ["fingerprint"] = metadata.TextOf("fingerprint"),
                };
            },
            cancellationToken
        );

    /// <param name="labels">All that are to be set: whose the machine is, is looked at each time, as the fingerprints hold for that too.</param>
    /// <param name="bodyOf">Null: nothing is to be changed.</param>
    private async Task ChangeAsync(
        string verb,
        IReadOnlyDictionary<string, string> labels,
        Func<JsonElement, JsonObject?> bodyOf,
        CancellationToken cancellationToken
    )
    {
        for (var i = 0; i < Tries; i++)
        {
            var instance =
                await api.FindAsync($"/zones/{id.Zone}/instances/{id.Number}", cancellationToken)
                ?? throw new InstanceGoneException($"There is no instance '{id}'.");
            PluginLabels.CheckOwner(id.ToString(), InstanceView.LabelsOf(instance), labels);
            if (bodyOf(instance) is not { } body || await api.ChangeAsync(id, verb, body, cancellationToken))
            {
                return;
            }
        }

        throw new ProviderUnavailableException($"Somebody else keeps changing the instance '{id}'.");
    }

    private static Dictionary<string, string> Merge(
        Dictionary<string, string> values,
        IReadOnlyDictionary<string, string> over
    ) => PluginLabels.Merge(values, over);

    private static Dictionary<string, string> Without(Dictionary<string, string> values, IEnumerable<string> keys)
    {
        var left = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            left.Remove(key);
        }

        return left;
    }

    private static bool IsSame(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && PluginLabels.Match(one, other);
}
