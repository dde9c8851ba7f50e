using System.Text;
using System.Text.Json;

namespace Kadende.Plugins.SshHosts;

/// <summary>What a claim says, and each note of it.</summary>
/// <param name="Host">The claimed host's <see cref="PoolHost.Id"/>.</param>
internal sealed record MachineRecord(
    string Token,
    string Host,
    string? LogicalId,
    DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, string> Labels
)
{
    /// <summary>One word, for a line of a file on a host.</summary>
    public string ToText() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    public static MachineRecord? Parse(string text) => Read<MachineRecord>(text);

    public static string LabelText(IReadOnlyDictionary<string, string> labels) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(labels)));

    public static IReadOnlyDictionary<string, string> ParseLabels(string text) =>
        Read<Dictionary<string, string>>(text) ?? [];

    /// <summary>Null when somebody wrote something else there.</summary>
    private static T? Read<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Convert.FromBase64String(text));
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }
}
