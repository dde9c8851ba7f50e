using Kadende.Core.Specs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>What flavour plugins find wrong in a spec.</summary>
internal sealed class FlavourValidation(PluginCatalog catalog, PropertySchemas schemas, PluginQuestions questions)
{
    /// <summary>Every fault of a flavour, at its place in the text.</summary>
    /// <param name="asks">Whether the plugin itself is asked too.</param>
    public async Task<SpecAnswer> CheckAsync(FlavourSpec flavour, bool asks, CancellationToken cancellationToken)
    {
        var place = new MarkedPlace(flavour.Path, flavour.Marks, flavour.Marks[""]);
        var choice = await catalog.FindFlavourAsync(flavour.Plugin, cancellationToken);
        if (choice is not FlavourChoice.Found { Flavour: var plugin })
        {
            return new SpecAnswer([place.At(new PropertyFault("name", ((FlavourChoice.Missing)choice).Message))], []);
        }

        var faults = await schemas.CheckAsync(
            plugin.Description.PropertiesSchema,
            flavour.Properties,
            cancellationToken
        );
        // A flavour may rely on the schema: it is not shown what does not fit it.
        var answer =
            faults.Count > 0 || !asks
                ? new PluginAnswer(faults, null)
                : await AskAsync(plugin, flavour, cancellationToken);
        return new SpecAnswer(
            [.. answer.Faults.Select(fault => place.At(fault with { Path = Below(fault.Path) }))],
            answer.Unasked is { } why
                ?
                [
                    place.At(
                        new PropertyFault(
                            "",
                            $"Flavour '{plugin.Description.Name}' could not be asked whether this is good: {why}"
                        )
                    ),
                ]
                : []
        );
    }

    private static string Below(string path) => path.Length == 0 ? "properties" : $"properties/{path}";

    private Task<PluginAnswer> AskAsync(IFlavour plugin, FlavourSpec flavour, CancellationToken cancellationToken) =>
        // By contract whatever a flavour throws means that nothing is known.
        questions.AskAsync(
            plugin.Description.CallTimeout,
            mayRefuse: false,
            token => plugin.ValidateAsync(flavour.Properties, token),
            cancellationToken
        );
}
