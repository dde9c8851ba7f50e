using System.Globalization;

namespace Kadende.Runtime.Stores;

/// <summary>Where a line stands: the number of its page and its number on the page. Written out it is the line's id.</summary>
internal sealed record NodeLogPosition(long Page, int Index)
{
    private const int PageLength = 10;
    private const int IndexLength = 3;

    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Page:D10}-{Index:D3}");

    /// <exception cref="FormatException">This is no id.</exception>
    public static NodeLogPosition Parse(string id) =>
        id.Length == PageLength + 1 + IndexLength
        && id[PageLength] == '-'
        && long.TryParse(id.AsSpan(0, PageLength), NumberStyles.None, CultureInfo.InvariantCulture, out var page)
        && int.TryParse(id.AsSpan(PageLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new NodeLogPosition(page, index)
            : throw new FormatException($"'{id}' is not the id of a line of a node's log: use one that the log gave.");

    public bool IsBehind(NodeLogPosition other) => (Page, Index).CompareTo((other.Page, other.Index)) > 0;
}
