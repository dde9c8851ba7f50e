using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Specs;

/// <summary>Short ways to write specs and to look at what came of them.</summary>
internal static class Texts
{
    public const string Head = "version: '1'\nname: c\n";

    /// <summary>The lines of a sound group before the fields of <see cref="Group"/>; its first own field stands in line 7.</summary>
    private const string GroupHead = Head + "groups:\n  web:\n    resourcePlugin: { name: file }\n";

    /// <summary>A cluster with one group <c>web</c> of one machine, and more fields of the group.</summary>
    public static string Group(string fields = "") => GroupHead + "    size: 1\n" + Indent(fields);

    /// <summary>The same without a size.</summary>
    public static string GroupWithoutSize(string fields) => GroupHead + Indent(fields);

    public static SpecResult Read(string text) => SpecReader.Read(SpecSource.Of(text));

    public static ClusterSpec Good(string text) =>
        Read(text) switch
        {
            SpecResult.Good good => good.Spec,
            SpecResult.Faulty faulty => throw new InvalidOperationException(string.Join('\n', faulty.Faults)),
            _ => throw new InvalidOperationException("No such result."),
        };

    public static GroupSpec GoodGroup(string fields = "") => Good(Group(fields)).Groups[0];

    public static IReadOnlyList<Fault> Faults(string text) => Assert.IsType<SpecResult.Faulty>(Read(text)).Faults;

    /// <summary>The only fault of a group's field.</summary>
    public static Fault GroupFault(string fields) => Assert.Single(Faults(Group(fields)));

    private static string Indent(string fields) =>
        string.Concat(fields.Split('\n').Where(line => line.Length > 0).Select(line => $"    {line}\n"));
}
