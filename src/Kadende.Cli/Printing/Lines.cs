using System.Globalization;
using Kadende.Cli.Server;

namespace Kadende.Cli.Printing;

/// <summary>One line for each thing that is shown as it comes. Times are UTC.</summary>
internal static class Lines
{
    public static string Of(EventAnswer one)
    {
        var place = one.Node ?? one.Group ?? "";
        return $"{At(one.At)} {one.Kind, -18} {place}{(place.Length > 0 ? ": " : "")}{one.Message}";
    }

    public static string Of(NodeAnswer node)
    {
        var pid = node.Details.GetValueOrDefault("pid") is { } found ? $", pid {found}" : "";
        var reason = node.Reason is { Length: > 0 } why ? $" ({why})" : "";
        return $"{node.Group}/{node.Slot} {node.Id} {node.State}, {Health(node)}{pid}{reason}";
    }

    public static string Of(GroupAnswer group) =>
        $"{group.Path} {group.State}: {group.Healthy} of {group.Wanted} healthy";

    public static string Shown(DateTimeOffset at, string what) => $"{At(at)} {"·", -18} {what}";

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss.f", CultureInfo.InvariantCulture);

    private static string Health(NodeAnswer node) =>
        node.Health == "Unknown" ? "health unknown" : node.Health.ToLowerInvariant();
}
