using System.Globalization;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Where an event stands in the log: the time and the writer of its page, and its number on the page. Written out it is the event's id
/// and sorts in the order of the log.
/// </summary>
internal readonly record struct EventPosition(string Page, int Index)
{
    private const int TicksLength = 19;
    private const int WriterLength = 16;
    private const int PageLength = TicksLength + 1 + WriterLength;
    private const int IndexLength = 4;

    /// <summary>The row key of the page.</summary>
    public string RowKey => $"e|{Page}";

    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Page}-{Index:D4}");

    /// <summary>When the page was written.</summary>
    public DateTimeOffset At =>
        new(long.Parse(Page.AsSpan(0, TicksLength), CultureInfo.InvariantCulture), TimeSpan.Zero);

    public static EventPosition OfRow(string rowKey, int index) => new(rowKey[2..], index);

    /// <summary>The row key of the first page that could have been written at this time.</summary>
    public static string FirstRowKeyAt(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"e|{time.UtcTicks:D19}");

    /// <summary>The row key of a page.</summary>
    /// <param name="writer">Tells this writer from all others; 16 hexadecimal digits.</param>
    public static string RowKeyOf(long ticks, string writer) =>
        string.Create(CultureInfo.InvariantCulture, $"e|{ticks:D19}-{writer}");

    /// <exception cref="FormatException">This is no event id.</exception>
    public static EventPosition Parse(string id)
    {
        var valid =
            id.Length == PageLength + 1 + IndexLength
            && id[TicksLength] == '-'
            && id[PageLength] == '-'
            && id.AsSpan(0, TicksLength).IndexOfAnyExceptInRange('0', '9') < 0
            && id.AsSpan(TicksLength + 1, WriterLength).ToString().All(char.IsAsciiHexDigitLower)
            && id.AsSpan(PageLength + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        return valid
            ? new EventPosition(id[..PageLength], int.Parse(id.AsSpan(PageLength + 1), CultureInfo.InvariantCulture))
            : throw new FormatException(
                $"'{id}' is neither an event's id nor a cursor of the event log: use one that the log gave."
            );
    }
}
