using System.Text.Json;

namespace Kadende.Plugins.Tests.Conformance;

public static class Json
{
    public static readonly JsonElement Empty = Of("{}");

    public static JsonElement Of(string text) => JsonDocument.Parse(text).RootElement;
}
