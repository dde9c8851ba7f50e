using Kadende.Plugins.Catalog;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>A right for a plugin that does not exist is a typing error, and leaves another plugin without its right.</summary>
/// <param name="section">Where the setting stands.</param>
internal sealed class KnownPluginNames<TOptions>(PluginCatalog catalog, string section) : IValidateOptions<TOptions>
    where TOptions : TeamsByPlugin
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var known = catalog
            .AllProviders.SelectMany(plugin => plugin.Description.Aliases.Prepend(plugin.Description.Name))
            .Concat(catalog.AllFlavours.Select(plugin => plugin.Description.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)
            .ToList();
        var unknown = options.Keys.Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)).ToList();
        return unknown.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                unknown.Select(key =>
                    $"{section}:{key}: there is no provider or flavour of that name. Known: {string.Join(", ", known)}."
                )
            );
    }
}
