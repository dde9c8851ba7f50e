using System.Text.Json.Serialization;

namespace Example.Plugin;

/// <summary>Generated when the plugin is built: a serializer that learns types as it goes would keep the plugin in memory for ever.</summary>
[JsonSerializable(typeof(FolderMachine))]
internal sealed partial class FolderJson : JsonSerializerContext;
