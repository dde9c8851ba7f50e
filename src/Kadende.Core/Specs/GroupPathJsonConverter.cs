using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kadende.Core.Specs;

internal sealed class GroupPathJsonConverter : JsonConverter<GroupPath>
{
    public override GroupPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        GroupPath.TryParse(reader.GetString(), out var path) ? path : throw new JsonException("Not a group path.");

    public override void Write(Utf8JsonWriter writer, GroupPath value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
