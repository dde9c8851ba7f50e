using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>An object of a class that is a plugin, fit to be called.</summary>
internal sealed record MadePlugin(IProvider? Provider, IFlavour? Flavour, IDisposable? Disposable)
{
    /// <param name="url">Where its package is from, without what may be secret.</param>
    /// <exception cref="PackageException">It cannot be made, or what it says of itself is of no use.</exception>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Constructors and descriptions are foreign code, and what they throw is told to the user."
    )]
    public static MadePlugin Of(Type type, string url)
    {
        var constructor =
            type.GetConstructor(Type.EmptyTypes)
            ?? throw new PackageException($"{type.Name} has no public constructor without parameters.");
        MadePlugin made;
        try
        {
            var plugin = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
            made = new MadePlugin(
                plugin is IProvider provider ? new IsolatedProvider(provider, url) : null,
                plugin is IFlavour flavour ? new IsolatedFlavour(flavour, url) : null,
                plugin as IDisposable
            );
        }
        catch (Exception failure)
        {
            throw new PackageException(
                $"{type.Name} cannot be used: its constructor or description threw {failure.GetType().Name}: {failure.Message}",
                failure
            );
        }

        return made.ProblemOf() is { } problem
            ? throw new PackageException($"{type.Name} cannot be used: {problem}.")
            : made;
    }

    private string? ProblemOf() =>
        (Provider?.Description, Flavour?.Description) switch
        {
            (null, null) => "it has no description",
            (null, { } flavour) when flavour.CallTimeout <= TimeSpan.Zero => "the time of its calls must be positive",
            (null, { } flavour) => ProblemOf(flavour.Name, flavour.Version, flavour.PropertiesSchema),
            ({ Capabilities: not { CreateBatch: >= 1, DestroyBatch: >= 1, Parallelism: >= 1 } }, _) =>
                "the numbers of its capabilities must be at least 1",
            ({ Capabilities: var can }, _) when can.CallTimeout <= TimeSpan.Zero || can.ListDelay < TimeSpan.Zero =>
                "the times of its capabilities must be positive",
            ({ } provider, _) => ProblemOf(provider.Name, provider.Version, provider.PropertiesSchema),
        };

    private static string? ProblemOf(string? name, string? version, string? schema)
    {
        if (!SpecNames.IsName(name))
        {
            return $"its name '{name}' must be {SpecNames.Rule}";
        }

        return version is null || !PluginVersion.TryParse(version, out _)
            ? $"its version '{version}' is not a semantic version, such as 1.2.3"
            : SchemaProblemOf(schema);
    }

    private static string? SchemaProblemOf(string? schema)
    {
        try
        {
            using var document = JsonDocument.Parse(schema ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? null
                : "the schema of its properties is no object";
        }
        catch (JsonException failure)
        {
            return $"the schema of its properties is not JSON: {failure.Message}";
        }
    }
}
