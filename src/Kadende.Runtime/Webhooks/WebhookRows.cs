using Kadende.Core.Webhooks;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Webhooks;

/// <summary>All that is kept of webhooks: what people say of them, how deliveries go, and how far each was told of each cluster.</summary>
internal sealed class WebhookRows(
    IRecordStore<Webhook> webhooks,
    IRecordStore<WebhookState> states,
    IRecordStore<WebhookCursor> cursors
)
{
    /// <param name="team">Null: all teams.</param>
    public Task<IReadOnlyList<Stored<Webhook>>> ListAsync(string? team, CancellationToken cancellationToken) =>
        webhooks.ListAsync(team, cancellationToken);

    public Task<Stored<Webhook>?> FindAsync(string team, string id, CancellationToken cancellationToken) =>
        webhooks.FindAsync(new RecordKey(team, id), cancellationToken);

    /// <returns>Null: the race was lost.</returns>
    public Task<Stored<Webhook>?> SaveAsync(Webhook webhook, string? etag, CancellationToken cancellationToken) =>
        webhooks.SaveAsync(KeyOf(webhook), webhook, etag, cancellationToken);

    /// <returns>Null: nothing was sent yet.</returns>
    public Task<Stored<WebhookState>?> FindStateAsync(Webhook webhook, CancellationToken cancellationToken) =>
        states.FindAsync(KeyOf(webhook), cancellationToken);

    /// <returns>Null: the race was lost.</returns>
    public Task<Stored<WebhookState>?> SaveStateAsync(
        Webhook webhook,
        WebhookState state,
        string? etag,
        CancellationToken cancellationToken
    ) => states.SaveAsync(KeyOf(webhook), state, etag, cancellationToken);

    public Task<IReadOnlyList<Stored<WebhookCursor>>> ListCursorsAsync(
        string webhook,
        CancellationToken cancellationToken
    ) => cursors.ListAsync(webhook, cancellationToken);

    /// <returns>Null: the race was lost.</returns>
    public Task<Stored<WebhookCursor>?> SaveCursorAsync(
        WebhookCursor cursor,
        string? etag,
        CancellationToken cancellationToken
    ) => cursors.SaveAsync(KeyOf(cursor), cursor, etag, cancellationToken);

    public Task RemoveCursorAsync(Stored<WebhookCursor> cursor, CancellationToken cancellationToken) =>
        cursors.RemoveAsync(KeyOf(cursor.Value), cursor.ETag, cancellationToken);

    /// <summary>Removes everything of a webhook, itself last, so that it can be repeated.</summary>
    /// <returns>False: it changed meanwhile, and stays.</returns>
    public async Task<bool> RemoveAsync(Stored<Webhook> webhook, CancellationToken cancellationToken)
    {
        foreach (var cursor in await ListCursorsAsync(webhook.Value.Id, cancellationToken))
        {
            await RemoveCursorAsync(cursor, cancellationToken);
        }

        var key = KeyOf(webhook.Value);
        if (await states.FindAsync(key, cancellationToken) is { } state)
        {
            await states.RemoveAsync(key, state.ETag, cancellationToken);
        }

        return await webhooks.RemoveAsync(key, webhook.ETag, cancellationToken);
    }

    private static RecordKey KeyOf(Webhook webhook) => new(webhook.Team, webhook.Id);

    private static RecordKey KeyOf(WebhookCursor cursor) => new(cursor.Webhook, cursor.ClusterId);
}
