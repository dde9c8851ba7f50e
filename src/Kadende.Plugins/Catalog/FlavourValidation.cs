using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>What flavour plugins find wrong in a spec.</summary>
internal sealed class FlavourValidation(PluginCatalog catalog, PropertySchemas schemas, TimeProvider time)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    /// <summary>Every fault of a flavour, at its place in the text.</summary>
    /// <param name="asks">Whether the plugin itself is asked too.</param>
    public async Task<IReadOnlyList<Fault>> CheckAsync(
        FlavourSpec flavour,
        bool asks,
        CancellationToken cancellationToken
    )
    {
        var place = new MarkedPlace(flavour.Path, flavour.Marks, flavour.Marks[""]);
        var choice = await catalog.FindFlavourAsync(flavour.Plugin, cancellationToken);
        if (choice is not FlavourChoice.Found { Flavour: var plugin })
        {
            return [place.At(new PropertyFault("name", ((FlavourChoice.Missing)choice).Message))];
        }

        var faults = await schemas.CheckAsync(
            plugin.Description.PropertiesSchema,
            flavour.Properties,
            cancellationToken
        );
        // A flavour may rely on the schema: it is not shown what does not fit it.
        faults = faults.Count > 0 || !asks ? faults : await AskAsync(plugin, flavour.Properties, cancellationToken);
        return [.. faults.Select(fault => place.At(fault with { Path = Below(fault.Path) }))];
    }

    private static string Below(string path) => path.Length == 0 ? "properties" : $"properties/{path}";

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "By contract whatever a flavour throws means that nothing is known."
    )]
    private async Task<IReadOnlyList<PropertyFault>> AskAsync(
        IFlavour flavour,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(LongestCall, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await flavour.ValidateAsync(properties, both.Token).WaitAsync(both.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It could not be asked, and that must not refuse the spec.
            return [];
        }
    }
}
