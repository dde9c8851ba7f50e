using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;

namespace Kadende.Runtime.Requests;

/// <summary>
/// Chooses the versions that the plugins of a spec mean. A group keeps what was chosen for it for as long as its spec names the plugin in
/// the same way, so that a newer version that is installed one day changes nothing by itself.
/// </summary>
public sealed class SpecPins(PluginCatalog catalog)
{
    /// <param name="before">The source that it follows, whose choices stay; null: all are chosen anew.</param>
    public SpecSource Choose(SpecSource source, IEnumerable<GroupSpec> groups, SpecSource? before) =>
        source with
        {
            Pins = groups.ToDictionary(
                group => group.Path,
                IReadOnlyDictionary<string, string> (group) => Choose(group, before?.Pins.GetValueOrDefault(group.Path))
            ),
        };

    /// <summary>What one source says of versions that the other does not, such as <c>web: file latest 1.0.0 -> 1.1.0</c>.</summary>
    public static IReadOnlyList<string> Differences(SpecSource before, SpecSource after) =>
        [
            .. after
                .Pins.SelectMany(group =>
                    group.Value.Select(pin => (Group: group.Key, Plugin: pin.Key, Version: pin.Value))
                )
                .Select(pin => (pin, Before: before.Pins.GetValueOrDefault(pin.Group)?.GetValueOrDefault(pin.Plugin)))
                .Where(pair => pair.Before != pair.pin.Version)
                .Select(pair =>
                    $"{pair.pin.Group}: {pair.pin.Plugin} {pair.Before ?? "unpinned"} -> {pair.pin.Version}"
                )
                .Order(StringComparer.Ordinal),
        ];

    private Dictionary<string, string> Choose(GroupSpec group, IReadOnlyDictionary<string, string>? before)
    {
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plugin in group.Resources.Select(resource => resource.Plugin))
        {
            Add(PluginKind.Provider, plugin);
        }

        foreach (var plugin in group.Flavours.Select(flavour => flavour.Plugin))
        {
            Add(PluginKind.Flavour, plugin);
        }

        return pins;

        void Add(PluginKind kind, PluginRef plugin)
        {
            if (catalog.PinOf(kind, plugin, before?.GetValueOrDefault(plugin.PinKey)) is { } pin)
            {
                pins[plugin.PinKey] = pin;
            }
        }
    }
}
