namespace Kadende.Plugins.Catalog;

/// <summary>
/// The versions that a <c>resourcePlugin.version</c> means: <c>latest</c>, exactly <c>1.2.3</c>, <c>~1.2</c> (any 1.2) or <c>^1.2</c>
/// (1.2 and later, before 2). Ranges and <c>latest</c> leave out pre-releases.
/// </summary>
internal sealed class VersionRange
{
    public const string Forms = "'latest', an exact version such as '1.2.3', '~1.2' or '^1.2'";

    private readonly Func<PluginVersion, bool> _contains;

    private VersionRange(Func<PluginVersion, bool> contains) => _contains = contains;

    public bool Contains(PluginVersion version) => _contains(version);

    /// <summary>Null when the text is none of <see cref="Forms"/>.</summary>
    public static VersionRange? Parse(string text)
    {
        if (text == "latest")
        {
            return new VersionRange(version => !version.IsPrerelease);
        }

        if (PluginVersion.TryParse(text, out var exact))
        {
            return new VersionRange(version => version == exact);
        }

        if (text.Length < 2 || text[0] is not ('~' or '^') || !PluginVersion.TryParseNumbers(text[1..], out var from))
        {
            return null;
        }

        var fixedParts = text[0] == '~' ? Math.Min(2, from.Length) : CaretParts(from);
        return new VersionRange(version => !version.IsPrerelease && IsIn(version, from, fixedParts));
    }

    /// <summary>How many leading numbers must stay: all up to the first that is not zero.</summary>
    private static int CaretParts(int[] from)
    {
        var zeros = from.TakeWhile(number => number == 0).Count();
        return Math.Min(zeros + 1, from.Length);
    }

    private static bool IsIn(PluginVersion version, int[] from, int fixedParts)
    {
        int[] numbers = [version.Major, version.Minor, version.Patch];
        var floor = new PluginVersion(from[0], from.ElementAtOrDefault(1), from.ElementAtOrDefault(2), "");
        return version.Compare(floor) >= 0 && numbers.Take(fixedParts).SequenceEqual(from.Take(fixedParts));
    }
}
