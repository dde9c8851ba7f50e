using System.Globalization;
using Kadende.Core.Events;

namespace Kadende.Core.Webhooks;

/// <summary>
/// How far the event log of a cluster was told. Several hosts write to a log, so an event may come to light a while after a later one: the
/// last while is read again, and what was told of it is remembered, page by page.
/// </summary>
/// <remarks>An id is the page that an event was written with, a dash, and its number on the page. A page comes to light as a whole.</remarks>
public sealed record LogProgress
{
    /// <summary>How much later than its time an event may come to light: a write that is tried again and again takes no longer.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromMinutes(2);

    /// <summary>How old an event is before it is told, so that those written at the same moment come in order.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(1);

    /// <summary>What was written before this is over: told, or none of ours.</summary>
    public required DateTimeOffset Settled { get; init; }

    /// <summary>The last of the ids that were told; null: none was.</summary>
    public string? Through { get; init; }

    /// <summary>The last number told of each page that was written since <see cref="Settled"/>.</summary>
    public IReadOnlyDictionary<string, PageMark> Told { get; init; } = NoPages;

    private static readonly IReadOnlyDictionary<string, PageMark> NoPages = new Dictionary<string, PageMark>(
        StringComparer.Ordinal
    );

    public bool IsNew(StoredEvent stored)
    {
        var (page, number) = Split(stored.Id);
        return stored.At >= Settled && !(Told.TryGetValue(page, out var mark) && number <= mark.Last);
    }

    /// <summary>Old enough that what was written before it stands in the log, but for what is late.</summary>
    public static bool IsRipe(StoredEvent stored, DateTimeOffset now) => stored.At <= now - Hold;

    /// <summary>With one more event told, or passed over.</summary>
    public LogProgress With(StoredEvent stored)
    {
        var (page, number) = Split(stored.Id);
        return this with
        {
            Through = string.CompareOrdinal(stored.Id, Through) > 0 ? stored.Id : Through,
            Told = new Dictionary<string, PageMark>(Told, StringComparer.Ordinal)
            {
                [page] = new PageMark(stored.At, number),
            },
        };
    }

    /// <summary>
    /// For one who reads from <see cref="Settled"/> on in order and has told everything up to a time: nothing from before it can come to
    /// light any more once it is older than events may be late.
    /// </summary>
    /// <param name="told">Everything in the log up to this time is told.</param>
    /// <param name="readAt">When the reading began.</param>
    public LogProgress SettledTo(DateTimeOffset told, DateTimeOffset readAt)
    {
        var final = readAt - Lateness;
        var settled = told < final ? told : final;
        return settled <= Settled
            ? this
            : this with
            {
                Settled = settled,
                Told = Told.Where(page => page.Value.At >= settled).ToDictionary(StringComparer.Ordinal),
            };
    }

    private static (string Page, int Number) Split(string id)
    {
        var dash = id.LastIndexOf('-');
        return
            dash > 0
            && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (id[..dash], number)
            : throw new FormatException($"'{id}' is no event's id.");
    }
}
