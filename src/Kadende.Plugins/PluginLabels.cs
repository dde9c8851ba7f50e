using System.Buffers;
using Kadende.Core.Specs;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins;

/// <summary>Labels and tokens that become names of folders and files: nothing in them may lead anywhere else.</summary>
internal static class PluginLabels
{
    private static readonly string[] Owner = [LabelNames.Installation, LabelNames.Cluster];

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-"
    );

    /// <summary>The value of a label, fit to be one segment of a path.</summary>
    public static string Name(IReadOnlyDictionary<string, string> labels, string label) =>
        labels.TryGetValue(label, out var value) && SpecNames.IsName(value)
            ? value
            : throw new RequestRejectedException($"The label {label} is '{value}': it must be {SpecNames.Rule}.");

    /// <summary>The group's path, fit to be a relative path.</summary>
    public static string Group(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(LabelNames.Group, out var value) && GroupPath.TryParse(value, out var path)
            ? path.Value
            : throw new RequestRejectedException(
                $"The label {LabelNames.Group} is '{value}': it must be names joined by '/', each {SpecNames.Rule}."
            );

    public static string Token(CreateRequest request) =>
        IsToken(request.Token)
            ? request.Token
            : throw new RequestRejectedException(
                $"The token '{request.Token}' must be 1 to 63 of lower-case letters, digits and '-'."
            );

    public static bool IsToken(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 63 && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary>A request for labels that would make a machine somebody's: it matters whose the machine is now.</summary>
    public static bool NameOwner(IReadOnlyDictionary<string, string> labels) => Array.Exists(Owner, labels.ContainsKey);

    /// <summary>Keeps a machine that is another cluster's, or another installation's, from being taken over by labels.</summary>
    /// <exception cref="RequestRejectedException">It is. Whose is not told: that may be another team's.</exception>
    public static void CheckOwner(
        string instanceId,
        IReadOnlyDictionary<string, string> present,
        IReadOnlyDictionary<string, string> wanted
    )
    {
        if (
            Array.Exists(
                Owner,
                label =>
                    wanted.TryGetValue(label, out var owner)
                    && present.GetValueOrDefault(label, "") is { Length: > 0 } before
                    && before != owner
            )
        )
        {
            throw new RequestRejectedException(
                $"Machine {instanceId} carries the labels of another cluster or installation, which stay. When nobody has it there any more, "
                    + $"remove the labels that begin with {LabelNames.Prefix} from it first."
            );
        }
    }

    public static bool Match(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            if (!labels.TryGetValue(name, out var actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }

    public static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> over
    )
    {
        var merged = new Dictionary<string, string>(labels, StringComparer.Ordinal);
        foreach (var (name, value) in over)
        {
            merged[name] = value;
        }

        return merged;
    }
}
