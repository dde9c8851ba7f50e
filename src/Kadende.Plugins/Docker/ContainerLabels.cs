using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Docker;

/// <summary>
/// A machine's labels on its container. They are there as they are, for filters and for people; and once more together, since the
/// container carries the labels of its image too and nobody could tell them apart.
/// </summary>
internal static class ContainerLabels
{
    public const string Token = "io.kadende.token";
    private const string All = "io.kadende.labels";
    private const string LogicalId = "io.kadende.logical-id";

    public static Dictionary<string, string> Of(CreateRequest request)
    {
        var labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal)
        {
            [Token] = request.Token,
            [All] = JsonSerializer.Serialize(request.Labels),
        };
        if (request.LogicalId is { } id)
        {
            labels[LogicalId] = id;
        }

        return labels;
    }

    /// <summary>Null when the container is none of ours.</summary>
    public static IReadOnlyDictionary<string, string>? Read(IDictionary<string, string>? labels)
    {
        try
        {
            return labels is not null && labels.TryGetValue(All, out var text)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(text)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? LogicalIdOf(IDictionary<string, string> labels) =>
        labels.TryGetValue(LogicalId, out var id) ? id : null;

    /// <summary>What the engine shall look for. Other labels' names may hold characters that its filters take apart.</summary>
    public static Dictionary<string, bool> Filter(IReadOnlyDictionary<string, string> wanted) =>
        wanted
            .Where(label => label.Key.StartsWith(LabelNames.Prefix, StringComparison.Ordinal))
            .Select(label => $"{label.Key}={label.Value}")
            .Append(All)
            .ToDictionary(filter => filter, _ => true, StringComparer.Ordinal);
}
