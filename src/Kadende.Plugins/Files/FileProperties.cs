using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Files;

/// <summary>The <c>resourceProperties</c> of a group of files.</summary>
/// <param name="Directory">Where the files are below the provider's own folder; empty: in it.</param>
/// <param name="Content">What stands in each file.</param>
internal sealed record FileProperties(string Directory, string Content)
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "directory": {
              "description": "Folder below the provider's own folder.",
              "type": "string",
              "minLength": 1,
              "maxLength": 512
            },
            "content": {
              "description": "Text of each file, before the group's init.",
              "type": "string"
            }
          }
        }
        """;

    public static FileProperties Parse(JsonElement properties) =>
        new(Text(properties, "directory"), Text(properties, "content"));

    public IEnumerable<PropertyFault> Faults()
    {
        if (Directory.Length > 0 && !Directory.Split('/').All(SpecNames.IsName))
        {
            yield return new PropertyFault(
                "directory",
                $"'{Directory}' must be a folder below the provider's own: names joined by '/', each {SpecNames.Rule}."
            );
        }
    }

    private static string Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
