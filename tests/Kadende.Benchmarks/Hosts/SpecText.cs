using System.Globalization;
using System.Text;

namespace Kadende.Benchmarks.Hosts;

/// <summary>Specs to measure with: groups of one size on one provider, without checks.</summary>
internal static class SpecText
{
    /// <param name="more">Further fields of each group, each on a line of its own.</param>
    public static string Of(
        string cluster,
        string provider,
        int groups,
        int nodes,
        TimeSpan interval,
        params ReadOnlySpan<string> more
    )
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"version: \"1\"\nname: {cluster}\ngroups:\n");
        for (var group = 0; group < groups; group++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""
                  group-{{group}}:
                    size: {{nodes}}
                    resourcePlugin: { name: {{provider}} }
                    health: { interval: {{interval.TotalSeconds:0}}s }

                """
            );
            foreach (var line in more)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {line}\n");
            }
        }

        return text.ToString();
    }
}
