using System.Buffers;
using System.Text.Json;

namespace Kadende.Core.Specs.Yaml;

/// <summary>Hands a part of the tree on as JSON.</summary>
internal static class YamlJson
{
    /// <summary>The value as JSON, without the top-level fields in <paramref name="except"/>; a number that JSON lacks is a fault.</summary>
    public static JsonElement Convert(Spot spot, FaultList faults, params ReadOnlySpan<string> except)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (spot.Node is YamlNode.Mapping mapping)
            {
                WriteMapping(writer, spot, mapping, faults, except);
            }
            else
            {
                Write(writer, spot, faults);
            }
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = YamlTree.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, Spot spot, FaultList faults)
    {
        switch (spot.Node)
        {
            case YamlNode.Mapping mapping:
                WriteMapping(writer, spot, mapping, faults, []);
                break;
            case YamlNode.Sequence sequence:
                writer.WriteStartArray();
                for (var i = 0; i < sequence.Items.Count; i++)
                {
                    Write(writer, spot.Item(i, sequence.Items[i]), faults);
                }

                writer.WriteEndArray();
                break;
            case YamlNode.Scalar scalar:
                WriteScalar(writer, spot, scalar, faults);
                break;
        }
    }

    private static void WriteMapping(
        Utf8JsonWriter writer,
        Spot spot,
        YamlNode.Mapping mapping,
        FaultList faults,
        ReadOnlySpan<string> except
    )
    {
        writer.WriteStartObject();
        foreach (var entry in mapping.Entries)
        {
            if (!except.Contains(entry.Key))
            {
                writer.WritePropertyName(entry.Key);
                Write(writer, spot.Child(entry.Key, entry.Value), faults);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter writer, Spot spot, YamlNode.Scalar scalar, FaultList faults)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Text:
                writer.WriteStringValue(scalar.Text);
                break;
            case ScalarKind.Null:
                writer.WriteNullValue();
                break;
            case ScalarKind.Boolean:
                writer.WriteBooleanValue(CoreSchema.IsTrue(scalar.Text));
                break;
            case ScalarKind.Integer or ScalarKind.Float or ScalarKind.NotFinite:
                WriteNumber(writer, spot, scalar, faults);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, Spot spot, YamlNode.Scalar scalar, FaultList faults)
    {
        if (CoreSchema.JsonOf(scalar.Text, scalar.Kind) is { } number)
        {
            writer.WriteRawValue(number);
            return;
        }

        faults.Add(
            spot,
            $"{Wording.Quote(scalar.Text)} is a number that plugins cannot be given; write a smaller one, or text in quotes."
        );
        writer.WriteNullValue();
    }
}
