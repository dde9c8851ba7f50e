using System.Globalization;

namespace Kadende.Runtime.Stores;

/// <summary>Where a record stands in the audit: when it was written, and by whom. It is the row's key, and the record's id.</summary>
internal static class AuditPosition
{
    private const int TicksLength = 19;
    private const int WriterLength = 16;

    public static string Of(long ticks, string writer) =>
        string.Create(CultureInfo.InvariantCulture, $"{ticks:D19}-{writer}");

    /// <summary>Sorts before every record that could have been written at this time, and behind all earlier ones.</summary>
    public static string FirstAt(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcTicks:D19}");

    public static DateTimeOffset TimeOf(string id) =>
        new(long.Parse(id.AsSpan(0, TicksLength), CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <exception cref="FormatException">This is no id of a record.</exception>
    public static string Check(string id) =>
        id.Length == TicksLength + 1 + WriterLength
        && id[TicksLength] == '-'
        && id.AsSpan(0, TicksLength).IndexOfAnyExceptInRange('0', '9') < 0
        && id[(TicksLength + 1)..].All(char.IsAsciiHexDigitLower)
            ? id
            : throw Cursors.Refuse(id);
}
