using System.Globalization;
using System.Text;

namespace Kadende.Benchmarks.Hosts;

/// <summary>Specs to measure with: groups of one size on one provider, without checks.</summary>
internal static class SpecText
{
    public static string Of(string cluster, string provider, int groups, int nodes, TimeSpan interval)
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
        }

        return text.ToString();
    }
}
