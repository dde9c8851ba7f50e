using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kadende.Core.Specs;

/// <summary>Writes a group path as its text, also as a key of a dictionary.</summary>
public sealed class GroupPathJsonConverter : JsonConverter<GroupPath>
{
    public override GroupPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GroupPath.TryParse(reader.GetString(), out var path) ? path : throw new JsonException("Not a group path.");

    public override void Write(Utf8JsonWriter writer, GroupPath value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override GroupPath ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, GroupPath value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
