using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>A part of a spec that belongs to a plugin, and where its values stand in the text.</summary>
/// <param name="Path">The path of the part.</param>
/// <param name="Marks">Places by path below the part.</param>
/// <param name="Around">What stands near it, for a part that was left out.</param>
internal sealed record MarkedPlace(string Path, IReadOnlyDictionary<string, SpecMark> Marks, SpecMark Around)
{
    /// <summary>The fault at its own place, or at the nearest value around it when it has none, such as a field that is missing.</summary>
    public Fault At(PropertyFault fault)
    {
        var mark = NearestTo(fault.Path);
        var path = fault.Path.Length == 0 ? Path : $"{Path}/{fault.Path}";
        return new Fault(path, mark.Line, mark.Column, fault.Message);
    }

    private SpecMark NearestTo(string path)
    {
        var at = path;
        SpecMark? mark;
        while (!Marks.TryGetValue(at, out mark) && at.Length > 0)
        {
            at = at[..Math.Max(0, at.LastIndexOf('/'))];
        }

        return mark ?? Around;
    }
}
