namespace Kadende.Core.Specs.Yaml;

/// <summary>How faults speak of what a user wrote.</summary>
internal static class Wording
{
    private const int Longest = 60;

    /// <summary>A piece of the user's text: short, on one line, in quotes.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest - 1), "…") : text;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c))}'";
    }

    public static string Describe(YamlNode node) =>
        node switch
        {
            YamlNode.Sequence => "a list",
            YamlNode.Mapping => "a mapping",
            YamlNode.Scalar { Kind: ScalarKind.Null } => "nothing",
            YamlNode.Scalar { Kind: ScalarKind.Text } scalar => $"the text {Quote(scalar.Text)}",
            YamlNode.Scalar scalar => Quote(scalar.Text).Trim('\''),
            _ => throw new InvalidOperationException($"There is no {node.GetType().Name} in YAML."),
        };

    /// <summary>The field at the end of a path; an item of a list together with its list.</summary>
    public static string NameOf(PathLink? path) =>
        path switch
        {
            null => "The configuration",
            { Parent: { } list } when char.IsAsciiDigit(path.Name[0]) => Quote($"{list.Name}/{path.Name}"),
            _ => Quote(path.Name),
        };

    /// <summary>The candidate that was probably meant, or null.</summary>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        var best = candidates.MinBy(candidate => Distance(word, candidate));
        return best is not null && Distance(word, best) <= Math.Max(1, best.Length / 3) ? best : null;
    }

    /// <summary>How many letters must be changed, added or taken away, case aside.</summary>
    private static int Distance(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > to.Length)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var same = char.ToLowerInvariant(from[i]) == char.ToLowerInvariant(to[j]);
                (diagonal, row[j + 1]) = (
                    row[j + 1],
                    Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j + 1]) + 1)
                );
            }
        }

        return row[^1];
    }
}
