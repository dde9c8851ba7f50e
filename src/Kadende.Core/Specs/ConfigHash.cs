using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kadende.Core.Specs;

/// <summary>
/// The hash by which a machine is told to be outdated: it covers what shapes a machine and nothing else. Must never change for the same
/// configuration, or every machine of every installation would count as outdated.
/// </summary>
public static class ConfigHash
{
    private const int Bytes = 16;

    /// <param name="properties">Numbers count as they are written in it.</param>
    /// <param name="init">The template as written, not rendered.</param>
    /// <param name="flavours">In order.</param>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    public static string Of(PluginRef plugin, JsonElement properties, string? init, IReadOnlyList<FlavourSpec> flavours)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (flavours.Count > 0)
            {
                WriteFlavours(writer, flavours);
            }

            writer.WriteString("init", init);
            WritePlugin(writer, plugin);
            writer.WritePropertyName("properties");
            WriteCanonical(writer, properties);
            writer.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan).AsSpan(0, Bytes));
    }

    /// <summary>As the spec names it: the version that it is pinned to is no part of it, so that an upgrade replaces no machine.</summary>
    private static void WritePlugin(Utf8JsonWriter writer, PluginRef plugin)
    {
        writer.WriteStartObject("plugin");
        writer.WriteString("name", plugin.Name);
        writer.WriteString("sha256", plugin.Sha256);
        writer.WriteString("url", plugin.Url);
        writer.WriteString("version", plugin.Version);
        writer.WriteEndObject();
    }

    /// <summary>Left out when there are none, so that configurations from before there were flavours keep their hash.</summary>
    private static void WriteFlavours(Utf8JsonWriter writer, IReadOnlyList<FlavourSpec> flavours)
    {
        writer.WriteStartArray("flavours");
        foreach (var flavour in flavours)
        {
            writer.WriteStartObject();
            writer.WriteString("name", flavour.Name);
            if (flavour.Plugin is not { Version: PluginRef.Latest, Url: null })
            {
                WritePlugin(writer, flavour.Plugin);
            }

            writer.WritePropertyName("properties");
            WriteCanonical(writer, flavour.Properties);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    WriteCanonical(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteCanonical(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
