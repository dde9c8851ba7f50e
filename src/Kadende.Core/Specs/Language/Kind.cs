using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A kind of value: how it is read, and how its schema says the same.</summary>
internal abstract class Kind<T>
{
    /// <summary>What a value of this kind is, to stand after "must be".</summary>
    public abstract string Expected { get; }

    /// <summary>Reads a value; false with at least one fault when it is not of this kind.</summary>
    public abstract bool TryRead(Spot spot, FaultList faults, [MaybeNullWhen(false)] out T value);

    public abstract JsonObject Schema(KnownPlugins plugins);

    /// <summary>Adds the fault that the value is not what is expected.</summary>
    protected bool Wrong(Spot spot, FaultList faults)
    {
        var name = Wording.NameOf(spot.Path);
        faults.Add(
            spot,
            spot.Node is YamlNode.Scalar { Kind: ScalarKind.Null }
                ? $"{name} has no value; it must be {Expected}."
                : $"{name} must be {Expected}, but is {Wording.Describe(spot.Node)}."
        );
        return false;
    }
}
