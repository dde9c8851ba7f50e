using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>Remote plugins do not tell their version: it is what the spec says that it is.</summary>
internal static class RemoteVersion
{
    /// <param name="spoken">The version of the interface that is spoken, for specs that name no exact version.</param>
    public static string Of(PluginRef plugin, string spoken) =>
        PluginVersion.TryParse(plugin.Version, out var exact) ? exact.ToString() : spoken;
}
