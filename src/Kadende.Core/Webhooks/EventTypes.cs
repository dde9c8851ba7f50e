using System.Collections.Frozen;
using Kadende.Core.Events;

namespace Kadende.Core.Webhooks;

/// <summary>The names of the kinds of events for receivers: <c>ClusterChanged</c> is <c>io.kadende.cluster.changed</c>. They never change.</summary>
public static class EventTypes
{
    /// <summary>What a team sends itself to see whether a webhook works.</summary>
    public const string Test = Lead + "webhook.test";

    private const string Lead = "io.kadende.";

    /// <summary>The kinds that are about something that two words name.</summary>
    private const string TwoWords = "UnknownInstance";

    private static readonly FrozenDictionary<EventKind, string> Names = Enum.GetValues<EventKind>()
        .ToFrozenDictionary(kind => kind, kind => Name(kind.ToString()));

    public static string Of(EventKind kind) => Names[kind];

    private static string Name(string kind)
    {
        var about = kind.StartsWith(TwoWords, StringComparison.Ordinal)
            ? TwoWords.Length
            : 1 + kind.AsSpan(1).IndexOfAnyInRange('A', 'Z');
        return $"{Lead}{Hyphened(kind[..about])}.{Hyphened(kind[about..])}";
    }

    /// <summary><c>CreateRetried</c> becomes <c>create-retried</c>.</summary>
    private static string Hyphened(string words) =>
        string.Concat(
            words.Select(
                (c, index) =>
                    char.IsAsciiLetterUpper(c) && index > 0 ? $"-{char.ToLowerInvariant(c)}"
                    : index == 0 ? $"{char.ToLowerInvariant(c)}"
                    : $"{c}"
            )
        );
}
