namespace Kadende.Core.Webhooks;

/// <summary>How the deliveries of a webhook go. Apart from what people say about it, since it changes with every delivery.</summary>
public sealed record WebhookState
{
    /// <summary>How many tries in a row failed.</summary>
    public int Failures { get; init; }

    /// <summary>When the first of them was; null: the last one succeeded.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Nothing is sent before this; null: at once.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>Null: nobody sends.</summary>
    public WebhookLease? Lease { get; init; }

    /// <summary>Up to when the team's deleted clusters are known; null: not yet at all.</summary>
    public DateTimeOffset? GoneThrough { get; init; }

    /// <summary>The last ones, the newest first.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>Without the failures from before the webhook was enabled or pointed elsewhere.</summary>
    public WebhookState FreshFrom(DateTimeOffset time) =>
        FailingSince < time ? this with { Failures = 0, FailingSince = null, NextTryAt = null } : this;

    /// <summary>Whether somebody else sends now.</summary>
    public bool IsTakenFrom(string holder, DateTimeOffset now) =>
        Lease is { } lease && lease.Holder != holder && lease.Until > now;
}
