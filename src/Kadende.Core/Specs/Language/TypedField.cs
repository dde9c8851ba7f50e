using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A field with a value of a kind.</summary>
internal sealed class TypedField<T> : Field
{
    private readonly Kind<T> _kind;

    public TypedField(string name, Kind<T> kind, T fallback, string? written, bool isRequired, string description)
        : base(name, description)
    {
        _kind = kind;
        Fallback = fallback;
        Default = written;
        IsRequired = isRequired;
    }

    /// <summary>The value when the field is absent or wrong.</summary>
    public T Fallback { get; }

    public override bool TryRead(Spot spot, FaultList faults, out object? value)
    {
        var isGood = _kind.TryRead(spot, faults, out var typed);
        value = typed;
        return isGood;
    }

    public override JsonObject ValueSchema(KnownPlugins plugins) => _kind.Schema(plugins);
}
