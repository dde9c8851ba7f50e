namespace Kadende.Runtime.Stores;

/// <summary>How many pages a row of events takes. Only the last page has room.</summary>
/// <param name="LastBytes">What is on the last page.</param>
/// <param name="Bytes">What is on all pages.</param>
internal sealed record EventFill(int Pages, int LastBytes, int Bytes)
{
    /// <summary>Bounds what a reader has to unpack for one row; a single event may be larger and then has its page alone.</summary>
    public const int PageBytes = 60 * 1024;

    public static readonly EventFill Empty = new(0, 0, 0);

    public EventFill With(int eventBytes)
    {
        var size = eventBytes + 1;
        return Pages > 0 && LastBytes + size <= PageBytes
            ? new EventFill(Pages, LastBytes + size, Bytes + size)
            : new EventFill(Pages + 1, size + 1, Bytes + size + 1);
    }
}
