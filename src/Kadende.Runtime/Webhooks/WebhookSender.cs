using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Webhooks;

/// <summary>Sends a webhook what it was not told yet, cluster by cluster, within bounds.</summary>
internal sealed class WebhookSender(
    IClusterStore clusters,
    WebhookRows rows,
    WebhookTargets targets,
    WebhookPost post,
    WebhookSender.Setting setting
)
{
    /// <summary>How many logs are read at once.</summary>
    private const int Logs = 8;

    internal sealed class Setting(WebhookHost host, IOptions<WebhookOptions> options, TimeProvider time)
    {
        public WebhookShift.Terms Terms { get; } = new(host.Id, options.Value, time);
    }

    /// <param name="only">Just these clusters; null: all.</param>
    /// <returns>When there is more to send, or to be tried again; null: as far as is known there is nothing.</returns>
    public async Task<WebhookTurn> RunAsync(
        Webhook webhook,
        IReadOnlySet<string>? only,
        CancellationToken cancellationToken
    )
    {
        var now = setting.Terms.Time.GetUtcNow();
        var stored = await rows.FindStateAsync(webhook, cancellationToken);
        var shift = new WebhookShift(webhook, stored, rows, post, setting.Terms);
        if (WaitOf(shift.State, now) is { } wait)
        {
            return new WebhookTurn(wait, null);
        }

        var aim = await targets.FindAsync(webhook, shift.State, only, cancellationToken);
        try
        {
            var (isDone, ripeAt) = await TellAsync(webhook, aim, shift, only is not null, cancellationToken);
            if (isDone && ripeAt is null && aim.GoneThrough is { } gone)
            {
                shift.SawGone(gone);
            }

            var next = isDone ? ripeAt : shift.State.NextTryAt ?? setting.Terms.Time.GetUtcNow();
            return new WebhookTurn(next, shift.Stop);
        }
        finally
        {
            await shift.EndAsync();
        }
    }

    private DateTimeOffset? WaitOf(WebhookState state, DateTimeOffset now) =>
        state.IsTakenFrom(setting.Terms.Host, now) ? state.Lease?.Until
        : state.NextTryAt > now ? state.NextTryAt
        : null;

    private async Task<(bool IsDone, DateTimeOffset? RipeAt)> TellAsync(
        Webhook webhook,
        WebhookAim aim,
        WebhookShift shift,
        bool isQuick,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset? ripeAt = null;
        foreach (var some in aim.Targets.Chunk(Logs))
        {
            var readAt = setting.Terms.Time.GetUtcNow();
            var tellings = some.Select(target => new WebhookTelling(webhook, target, shift, clusters, rows)).ToList();
            var pages = await Task.WhenAll(tellings.Select(telling => telling.ReadAsync(isQuick, cancellationToken)));
            foreach (var (telling, page) in tellings.Zip(pages))
            {
                if (!await telling.TellAsync(page, readAt, isQuick, cancellationToken))
                {
                    return (false, null);
                }

                ripeAt = telling.RipeAt < ripeAt || ripeAt is null ? telling.RipeAt ?? ripeAt : ripeAt;
            }
        }

        return (true, ripeAt);
    }
}
