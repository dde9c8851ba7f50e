using System.Text.RegularExpressions;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>Filters of the form <c>(labels.a="x") AND (labels.b="y")</c>.</summary>
internal static partial class InstanceFilter
{
    /// <returns>Null when it is none.</returns>
    public static Func<FakeInstance, bool>? Parse(string? filter)
    {
        if (string.IsNullOrEmpty(filter))
        {
            return _ => true;
        }

        var terms = filter.Split(" AND ").Select(text => Term().Match(text)).ToList();
        return terms.TrueForAll(term => term.Success)
            ? instance =>
                terms.TrueForAll(term =>
                    instance.Labels[term.Groups["key"].Value]?.GetValue<string>() == term.Groups["value"].Value
                )
            : null;
    }

    [GeneratedRegex(
        """\A\(labels\.(?<key>[a-z][a-z0-9_-]*)="(?<value>[a-z0-9_-]+)"\)\z""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Term();
}
