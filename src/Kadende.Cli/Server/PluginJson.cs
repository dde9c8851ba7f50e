using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kadende.Cli.Server;

/// <summary>How answers about plugins are read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IReadOnlyList<PluginAnswer>))]
internal sealed partial class PluginJson : JsonSerializerContext;
