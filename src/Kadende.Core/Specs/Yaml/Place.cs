using System.Runtime.InteropServices;

namespace Kadende.Core.Specs.Yaml;

/// <summary>A place in a text, both 1-based.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Line, int Column)
{
    /// <summary>The place of the character at <paramref name="index"/>.</summary>
    public static Place Of(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new Place(before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }
}
