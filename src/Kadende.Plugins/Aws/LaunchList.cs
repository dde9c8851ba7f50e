using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>
/// Who is who among the machines of one launch, written in the tags that all of them are born with: the machine whose launch index is n
/// is the n-th of the list. A machine that is launched alone carries its names plainly.
/// </summary>
internal static class LaunchList
{
    /// <summary>EC2's limits.</summary>
    public const int MaxTags = 50;
    public const int MaxValue = 256;
    public const int MaxKey = 128;

    /// <summary>Tags that stay free, so that labels can be added later.</summary>
    private const int Spare = 5;

    private const string ListPrefix = $"{LabelNames.Prefix}launch.";
    private const string LogicalId = $"{LabelNames.Prefix}logical-id";

    /// <summary>How many characters of a list fit beside so many other tags.</summary>
    public static int Room(int otherTags) => Math.Max(0, MaxTags - Spare - otherTags) * MaxValue;

    /// <summary>How much of the room one machine takes.</summary>
    public static int Size(CreateRequest request) => Entry(request).Length + 1;

    public static IEnumerable<KeyValuePair<string, string>> Write(IReadOnlyList<CreateRequest> requests) =>
        requests is [var single] ? WriteSingle(single) : WriteList(requests);

    /// <param name="launchIndex">EC2's index of the machine among those of its launch.</param>
    public static (Dictionary<string, string> Labels, string? LogicalId) Read(
        IReadOnlyDictionary<string, string> tags,
        int launchIndex
    )
    {
        var labels = tags.Where(tag =>
                tag.Key != LogicalId && !tag.Key.StartsWith(ListPrefix, StringComparison.Ordinal)
            )
            .ToDictionary(StringComparer.Ordinal);
        tags.TryGetValue(LogicalId, out var logicalId);
        var (node, listedId) = EntryAt(tags, launchIndex);
        if (node is not null)
        {
            // A node that was written on the machine itself is newer than the list: the machine was adopted.
            labels.TryAdd(LabelNames.Node, node);
        }

        return (labels, logicalId ?? listedId);
    }

    private static IEnumerable<KeyValuePair<string, string>> WriteSingle(CreateRequest request)
    {
        if (request.Labels.TryGetValue(LabelNames.Node, out var node))
        {
            yield return new(LabelNames.Node, node);
        }

        if (request.LogicalId is { } logicalId)
        {
            yield return new(LogicalId, logicalId);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> WriteList(IReadOnlyList<CreateRequest> requests) =>
        string.Join(',', requests.Select(Entry))
            .Chunk(MaxValue)
            .Select((part, number) => KeyValuePair.Create($"{ListPrefix}{number}", new string(part)));

    private static (string? Node, string? LogicalId) EntryAt(IReadOnlyDictionary<string, string> tags, int index)
    {
        var parts = new List<string>();
        while (tags.TryGetValue($"{ListPrefix}{parts.Count}", out var part))
        {
            parts.Add(part);
        }

        var entries = parts.Count == 0 ? [] : string.Concat(parts).Split(',');
        return index >= 0 && index < entries.Length ? Entry(entries[index]) : (null, null);
    }

    /// <summary>Escaped, so that neither the comma nor the equals sign can be part of a name.</summary>
    private static string Entry(CreateRequest request)
    {
        var node = request.Labels.TryGetValue(LabelNames.Node, out var name) ? Uri.EscapeDataString(name) : "";
        return request.LogicalId is { } logicalId ? $"{node}={Uri.EscapeDataString(logicalId)}" : node;
    }

    private static (string? Node, string? LogicalId) Entry(string text)
    {
        var cut = text.Split('=', 2);
        return (
            cut[0].Length == 0 ? null : Uri.UnescapeDataString(cut[0]),
            cut.Length == 1 ? null : Uri.UnescapeDataString(cut[1])
        );
    }
}
