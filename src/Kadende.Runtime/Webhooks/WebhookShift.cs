using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Webhooks;

/// <summary>
/// The time in which this host alone sends for one webhook. It begins with the first event that there is to send, and ends well before
/// another host may take over.
/// </summary>
internal sealed class WebhookShift(
    Webhook webhook,
    Stored<WebhookState>? stored,
    WebhookRows rows,
    WebhookPost post,
    WebhookShift.Terms terms
)
{
    /// <summary>How long a shift sends; what is left then is for the next one.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <summary>For what is written at the end.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _until = terms.Time.GetUtcNow() + Length;
    private string? _etag = stored?.ETag;
    private bool _isTaken;
    private bool _isChanged;

    /// <param name="Host">Who sends.</param>
    internal sealed record Terms(string Host, WebhookOptions Options, TimeProvider Time);

    public WebhookState State { get; private set; } =
        (stored?.Value ?? new WebhookState()).FreshFrom(webhook.FreshFrom);

    /// <summary>The webhook is to be disabled; null: it goes on.</summary>
    public WebhookStop? Stop { get; private set; }

    /// <summary>Sends one event.</summary>
    /// <returns>False: it did not arrive, or the shift is over or another host's; nothing more is to be sent.</returns>
    public async Task<bool> SendAsync(StoredEvent told, CancellationToken cancellationToken)
    {
        if (terms.Time.GetUtcNow() >= _until || !await TakeAsync(cancellationToken))
        {
            return false;
        }

        var message = CloudEvent.Of(told);
        var result = await post.SendAsync(webhook, message, cancellationToken);
        var tried = new Delivery(
            message.Id,
            told.ClusterId,
            message.Type,
            result.At,
            result.Took,
            Try: 0,
            result.Answer.Status,
            (result.Answer as DeliveryAnswer.Failed)?.Fault
        );
        var outcome = DeliveryRules.After(webhook, State, tried, result.Answer, terms.Options.Limits);
        State = outcome.State;
        Stop = outcome.Stop;
        _isChanged = true;
        return outcome.IsTaken;
    }

    /// <summary>Up to here the deleted clusters of the team were looked at.</summary>
    public void SawGone(DateTimeOffset through)
    {
        if (!(State.GoneThrough >= through))
        {
            State = State with { GoneThrough = through };
            _isChanged = true;
        }
    }

    /// <summary>Lets others send, and writes down how it went.</summary>
    public async Task EndAsync()
    {
        if (_isChanged || _isTaken)
        {
            // What was sent is sent: it is written down even while the host stops. Should another host have taken over, its word counts.
            await rows.SaveStateAsync(webhook, State with { Lease = null }, _etag, CancellationToken.None);
        }
    }

    private async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        if (_isTaken)
        {
            return true;
        }

        var lease = new WebhookLease(terms.Host, _until + terms.Options.Timeout + Spare);
        var taken = await rows.SaveStateAsync(webhook, State with { Lease = lease }, _etag, cancellationToken);
        _etag = taken?.ETag ?? _etag;
        _isTaken = taken is not null;
        return _isTaken;
    }
}
