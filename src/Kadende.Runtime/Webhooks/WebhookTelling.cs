using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Webhooks;

/// <summary>Tells a webhook of one cluster, as far as there is something and as long as it takes it.</summary>
internal sealed class WebhookTelling(
    Webhook webhook,
    WebhookTarget target,
    WebhookShift shift,
    IClusterStore clusters,
    WebhookRows rows
)
{
    private const int Portion = 200;

    private WebhookCursor _cursor =
        target.Cursor?.Value
        ?? new WebhookCursor(
            webhook.Id,
            target.Cluster.Id,
            target.Cluster.Name,
            new LogProgress { Settled = webhook.Since }
        );

    private string? _etag = target.Cursor?.ETag;
    private bool _isChanged;
    private DateTimeOffset _readTo = DateTimeOffset.MinValue;

    /// <summary>When an event is old enough to be told that is not yet; null: there is none.</summary>
    public DateTimeOffset? RipeAt { get; private set; }

    /// <summary>The beginning of what is to be told. Reading does not change anything, so that many logs can be read at once.</summary>
    /// <param name="isQuick">Only what is behind the last event that was told; what came late is left for another time.</param>
    public Task<Page<StoredEvent>> ReadAsync(bool isQuick, CancellationToken cancellationToken) =>
        ReadAsync(
            isQuick && _cursor.Progress.Through is { } through
                ? new EventQuery { After = through, Size = Portion }
                : new EventQuery { Since = _cursor.Progress.Settled, Size = Portion },
            cancellationToken
        );

    /// <param name="first">What was read.</param>
    /// <param name="readAt">When the reading began.</param>
    /// <returns>False: the webhook takes no more now.</returns>
    public async Task<bool> TellAsync(
        Page<StoredEvent> first,
        DateTimeOffset readAt,
        bool isQuick,
        CancellationToken cancellationToken
    )
    {
        var settles = !isQuick || _cursor.Progress.Through is null;
        for (var page = first; ; )
        {
            var goesOn = await TellPageAsync(page, readAt, cancellationToken);
            if (!goesOn || RipeAt is not null || page.Cursor is null)
            {
                var isEnd = goesOn && RipeAt is null;
                Settle(settles, isEnd, readAt);
                return await SaveAsync(cancellationToken) && goesOn;
            }

            page = await ReadAsync(new EventQuery { After = page.Cursor, Size = Portion }, cancellationToken);
        }
    }

    private async Task<bool> TellPageAsync(
        Page<StoredEvent> page,
        DateTimeOffset readAt,
        CancellationToken cancellationToken
    )
    {
        foreach (var stored in page.Items)
        {
            if (_cursor.Progress.IsNew(stored))
            {
                if (!LogProgress.IsRipe(stored, readAt))
                {
                    RipeAt = stored.At + LogProgress.Hold;
                    return true;
                }

                if (!await TellAsync(stored, cancellationToken))
                {
                    return false;
                }
            }

            _readTo = stored.At;
        }

        return true;
    }

    /// <returns>False: it was not taken, or somebody else moved on meanwhile.</returns>
    private async Task<bool> TellAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        var isWanted = webhook.Wants(stored.Event.Kind);
        if (isWanted && !await shift.SendAsync(stored, cancellationToken))
        {
            return false;
        }

        _cursor = _cursor with { Progress = _cursor.Progress.With(stored) };
        _isChanged = true;
        return !isWanted || await SaveAsync(cancellationToken);
    }

    private void Settle(bool settles, bool isEnd, DateTimeOffset readAt)
    {
        var before = _cursor.Progress;
        var after = settles ? before.SettledTo(isEnd ? readAt : _readTo, readAt) : before;
        var isOver = settles && isEnd && !target.IsLive && after.Told.Count == 0;
        // That nothing has happened need not be written down, but for the last time.
        if (_isChanged || (before.Told.Count > 0 && after.Told.Count == 0) || isOver)
        {
            _cursor = _cursor with { Progress = after, EndedAt = isOver ? readAt : null };
            _isChanged = true;
        }
    }

    /// <returns>False: somebody else moved on meanwhile.</returns>
    private async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        if (!_isChanged)
        {
            return true;
        }

        var saved = await rows.SaveCursorAsync(_cursor, _etag, cancellationToken);
        _etag = saved?.ETag ?? _etag;
        _isChanged = saved is null;
        return saved is not null;
    }

    private Task<Page<StoredEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
        clusters.ReadEventsAsync(target.Cluster.Id, query, cancellationToken);
}
