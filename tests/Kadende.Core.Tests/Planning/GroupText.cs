using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Planning;

/// <summary>The text of one group, without the spec around it.</summary>
internal static class GroupText
{
    public static GroupSpec Parse(string text)
    {
        var lines = string.Join('\n', text.Split('\n').Select(line => "    " + line.TrimEnd()));
        var plugin = text.Contains("resourcePlugin", StringComparison.Ordinal)
            ? ""
            : "    resourcePlugin: { name: cloud }\n";
        var spec = $"version: 1\nname: test\ngroups:\n  web:\n{lines}\n{plugin}";
        var result = SpecReader.Read(SpecSource.Of(spec));
        return Assert.IsType<SpecResult.Good>(result).Spec.Groups[0];
    }
}
