using System.Globalization;

namespace Kadende.Plugins.Catalog;

/// <summary>The version of a plugin: <c>1.2.3</c>, with an optional pre-release as in <c>1.2.3-beta</c>.</summary>
internal readonly record struct PluginVersion(int Major, int Minor, int Patch, string Prerelease)
{
    public bool IsPrerelease => Prerelease.Length > 0;

    public static bool TryParse(string text, out PluginVersion version)
    {
        version = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var prerelease = dash < 0 ? "" : text[(dash + 1)..];
        if (
            dash == text.Length - 1
            || !TryParseNumbers(dash < 0 ? text : text[..dash], out var numbers)
            || numbers.Length != 3
        )
        {
            return false;
        }

        version = new PluginVersion(numbers[0], numbers[1], numbers[2], prerelease);
        return true;
    }

    /// <summary>Reads one to three numbers joined by dots.</summary>
    public static bool TryParseNumbers(string text, out int[] numbers)
    {
        var parts = text.Split('.');
        numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        return parts.Length <= 3;
    }

    /// <summary>Below zero when this one is older.</summary>
    public int Compare(PluginVersion other)
    {
        var byNumbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (byNumbers != 0)
        {
            return byNumbers;
        }

        // A release comes after its pre-releases.
        var byKind = other.IsPrerelease.CompareTo(IsPrerelease);
        return byKind != 0 ? byKind : string.CompareOrdinal(Prerelease, other.Prerelease);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}")
        + (IsPrerelease ? "-" + Prerelease : "");
}
