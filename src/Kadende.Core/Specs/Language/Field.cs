using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A field of the language; both the reader and the schema are made from it.</summary>
internal abstract class Field(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    public bool IsRequired { get; protected init; }

    /// <summary>What an absent field means, as it would be written; null when there is no such text.</summary>
    public string? Default { get; protected init; }

    public abstract bool TryRead(Spot spot, FaultList faults, out object? value);

    /// <summary>The schema of the value, without what is common to all fields.</summary>
    public abstract JsonObject ValueSchema(KnownPlugins plugins);

    /// <summary>A field that must be there.</summary>
    /// <param name="fallback">What the reading goes on with when it is missing or wrong; never part of a result.</param>
    public static TypedField<T> Required<T>(string name, Kind<T> kind, T fallback, string description) =>
        new(name, kind, fallback, null, isRequired: true, description);

    /// <summary>A field whose absence means what <paramref name="written"/> means.</summary>
    public static TypedField<T> WithDefault<T>(string name, Kind<T> kind, string written, string description) =>
        new(name, kind, Parse(name, kind, written), written, isRequired: false, description);

    /// <summary>A field that may be left out and then has no value.</summary>
    /// <param name="fallback">What the reading goes on with when it is absent or wrong.</param>
    public static TypedField<T> Optional<T>(string name, Kind<T> kind, T fallback, string description) =>
        new(name, kind, fallback, null, isRequired: false, description);

    private static T Parse<T>(string name, Kind<T> kind, string written)
    {
        YamlNode node = written switch
        {
            "{}" => new YamlNode.Mapping(default, []),
            "[]" => new YamlNode.Sequence(default, []),
            _ => new YamlNode.Scalar(default, written, CoreSchema.Classify(written)),
        };
        var faults = new FaultList();
        return kind.TryRead(new Spot(node, new PathLink(null, name)), faults, out var value)
            ? value
            : throw new InvalidOperationException($"The default of '{name}' is wrong: {faults.InOrder()[0].Message}");
    }
}
