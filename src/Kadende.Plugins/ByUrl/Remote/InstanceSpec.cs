using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>A machine that is to be made, as plugins write it. Attachments stand in a spec's properties, and beside them on the wire.</summary>
internal static class InstanceSpec
{
    public const string Attachments = "Attachments";

    public static void Write(Utf8JsonWriter writer, CreateRequest request)
    {
        writer.WriteStartObject("Spec");
        WriteProperties(writer, request.Properties);
        writer.WriteTexts("Tags", request.Labels);
        writer.WriteString("Init", request.Init ?? "");
        writer.WriteString("LogicalID", request.LogicalId);
        writer.WritePropertyName(Attachments);
        if (request.Properties.TryGetProperty(Attachments, out var attachments))
        {
            attachments.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    public static void WriteProperties(Utf8JsonWriter writer, JsonElement properties)
    {
        writer.WriteStartObject("Properties");
        foreach (var property in properties.EnumerateObject().Where(property => !property.NameEquals(Attachments)))
        {
            property.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>The request as a flavour changed it: what it does not speak of, and what machines are found again by, stays as it was.</summary>
    /// <exception cref="ProviderUnavailableException">It is no description of a machine.</exception>
    public static CreateRequest Read(JsonElement spec, CreateRequest before)
    {
        var labels = spec.Has("Tags") ? spec.Texts("Tags") : new(before.Labels, StringComparer.Ordinal);
        foreach (
            var (name, value) in before.Labels.Where(label =>
                label.Key.StartsWith(LabelNames.Prefix, StringComparison.Ordinal)
            )
        )
        {
            labels[name] = value;
        }

        return before with
        {
            Properties = spec.Has("Properties") ? PropertiesOf(spec) : before.Properties,
            Labels = labels,
            Init =
                !spec.Has("Init") ? before.Init
                : spec.Text("Init") is { Length: > 0 } init ? init
                : null,
        };
    }

    private static JsonElement PropertiesOf(JsonElement spec)
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var properties = spec.GetProperty("Properties");
        if (properties.ValueKind != JsonValueKind.Object)
        {
            throw new ProviderUnavailableException("The answer to Flavor.Prepare has Properties that are no object.");
        }

        foreach (var property in properties.EnumerateObject())
        {
            all[property.Name] = property.Value;
        }

        if (spec.TryGetProperty(Attachments, out var attachments) && attachments.ValueKind == JsonValueKind.Array)
        {
            all[Attachments] = attachments;
        }

        return JsonSerializer.SerializeToElement(all);
    }
}
