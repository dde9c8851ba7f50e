namespace Kadende.Core.Planning;

/// <summary>The order of slots: <c>2</c> before <c>10</c>.</summary>
public sealed class SlotKeys : IComparer<string>
{
    public static readonly SlotKeys Order = new();

    public int Compare(string? x, string? y) =>
        (x?.Length ?? 0) != (y?.Length ?? 0) ? (x?.Length ?? 0).CompareTo(y?.Length ?? 0) : string.CompareOrdinal(x, y);
}
