using System.Globalization;

namespace Kadende.Core.Specs.Language;

/// <summary>The slots of groups that have a size.</summary>
internal static class Slots
{
    /// <summary>Made once for all groups: specs are read on every pass.</summary>
    private static readonly string[] Numbers =
    [
        .. Enumerable.Range(0, GroupFields.MaxSize).Select(slot => slot.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary><c>0</c> to <c>size - 1</c>.</summary>
    public static IReadOnlyList<string> OfSize(int size) => new ArraySegment<string>(Numbers, 0, size);
}
