using Kadende.Core.Specs;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Webhooks;

/// <summary>What the admins of a team do with its webhooks.</summary>
public sealed class WebhookRequests
{
    private const int Attempts = 5;

    private readonly WebhookRows _rows;
    private readonly WebhookUrls _urls;
    private readonly WebhookSecrets _secrets;
    private readonly WebhookTargets _targets;
    private readonly TimeProvider _time;

    internal WebhookRequests(
        WebhookRows rows,
        WebhookUrls urls,
        WebhookSecrets secrets,
        WebhookTargets targets,
        TimeProvider time
    )
    {
        _rows = rows;
        _urls = urls;
        _secrets = secrets;
        _targets = targets;
        _time = time;
    }

    /// <param name="wish">With a URL.</param>
    public async Task<ManageOutcome<WebhookSecretView>> CreateAsync(
        RequestScope scope,
        WebhookWish wish,
        CancellationToken cancellationToken
    )
    {
        if (WebhookFaults.Of(wish, _urls) is { Count: > 0 } faults)
        {
            return new ManageOutcome<WebhookSecretView>.Faulty(faults);
        }

        if ((await _rows.ListAsync(scope.Team, cancellationToken)).Count >= Webhook.Most)
        {
            return new ManageOutcome<WebhookSecretView>.Conflict(
                $"Team '{scope.Team}' has {Webhook.Most} webhooks, and may not have more. Delete one that is not needed."
            );
        }

        var now = _time.GetUtcNow();
        var (secret, kept) = _secrets.New();
        var webhook = wish.ApplyTo(
            new Webhook
            {
                Id = Guid.CreateVersion7(now).ToString("N"),
                Team = scope.Team,
                Url = "",
                SealedSecret = kept,
                CreatedAt = now,
                CreatedBy = scope.Actor,
                Since = now,
                FreshFrom = now,
            },
            scope.Actor,
            now
        );
        await _rows.SaveAsync(webhook, etag: null, cancellationToken);
        return new ManageOutcome<WebhookSecretView>.Created(
            new WebhookSecretView(WebhookView.Of(webhook, null, now), secret)
        );
    }

    public async Task<ManageOutcome<WebhookView>> ChangeAsync(
        RequestScope scope,
        string id,
        WebhookWish wish,
        CancellationToken cancellationToken
    )
    {
        if (WebhookFaults.Of(wish, _urls) is { Count: > 0 } faults)
        {
            return new ManageOutcome<WebhookView>.Faulty(faults);
        }

        return await EditAsync(
            scope,
            id,
            async (webhook, now) =>
            {
                if (wish.Clusters is not null)
                {
                    await FixAsync(webhook, cancellationToken);
                }

                return wish.ApplyTo(webhook, scope.Actor, now);
            },
            (webhook, state, now) => WebhookView.Of(webhook, state, now),
            cancellationToken
        );
    }

    /// <summary>Makes another secret; the one before signs along for a while.</summary>
    public async Task<ManageOutcome<WebhookSecretView>> RotateAsync(
        RequestScope scope,
        string id,
        CancellationToken cancellationToken
    )
    {
        var (secret, kept) = _secrets.New();
        return await EditAsync(
            scope,
            id,
            (webhook, now) =>
                Task.FromResult(
                    webhook with
                    {
                        SealedSecret = kept,
                        Former = new FormerSecret(webhook.SealedSecret, now + FormerSecret.Overlap),
                    }
                ),
            (webhook, state, now) => new WebhookSecretView(WebhookView.Of(webhook, state, now), secret),
            cancellationToken
        );
    }

    public async Task<ManageOutcome<bool>> RemoveAsync(
        RequestScope scope,
        string id,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await FindAsync(scope.Team, id, cancellationToken) is not { } webhook)
            {
                return WebhookReading.Missing<bool>(scope.Team, id);
            }

            if (await _rows.RemoveAsync(webhook, cancellationToken))
            {
                return new ManageOutcome<bool>.Done(Seen: true);
            }
        }

        return new ManageOutcome<bool>.Contended();
    }

    private async Task<ManageOutcome<T>> EditAsync<T>(
        RequestScope scope,
        string id,
        Func<Webhook, DateTimeOffset, Task<Webhook>> edit,
        Func<Webhook, WebhookState?, DateTimeOffset, T> view,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await FindAsync(scope.Team, id, cancellationToken) is not { } before)
            {
                return WebhookReading.Missing<T>(scope.Team, id);
            }

            var now = _time.GetUtcNow();
            var after = await edit(before.Value, now);
            if (await _rows.SaveAsync(after, before.ETag, cancellationToken) is not null)
            {
                var state = await _rows.FindStateAsync(after, cancellationToken);
                return new ManageOutcome<T>.Done(view(after, state?.Value, now));
            }
        }

        return new ManageOutcome<T>.Contended();
    }

    /// <summary>Writes down where the webhook stands in the clusters that it covers, before it covers others that begin later.</summary>
    private async Task FixAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        var aim = await _targets.FindAsync(webhook, new WebhookState(), null, cancellationToken);
        foreach (var target in aim.Targets.Where(one => one.Cursor is null))
        {
            // One that is written meanwhile is as good.
            await _rows.SaveCursorAsync(
                new WebhookCursor(
                    webhook.Id,
                    target.Cluster.Id,
                    target.Cluster.Name,
                    new LogProgress { Settled = webhook.Since }
                ),
                etag: null,
                cancellationToken
            );
        }
    }

    private async Task<Stored<Webhook>?> FindAsync(string team, string id, CancellationToken cancellationToken) =>
        SpecNames.IsName(id) ? await _rows.FindAsync(team, id, cancellationToken) : null;
}
