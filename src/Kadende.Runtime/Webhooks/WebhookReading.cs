using Kadende.Core.Specs;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Requests;

namespace Kadende.Runtime.Webhooks;

/// <summary>What the admins of a team see of its webhooks, and the test of one.</summary>
public sealed class WebhookReading
{
    private readonly WebhookRows _rows;
    private readonly WebhookPost _post;
    private readonly TimeProvider _time;

    internal WebhookReading(WebhookRows rows, WebhookPost post, TimeProvider time)
    {
        _rows = rows;
        _post = post;
        _time = time;
    }

    public async Task<IReadOnlyList<WebhookView>> ListAsync(RequestScope scope, CancellationToken cancellationToken)
    {
        var webhooks = await _rows.ListAsync(scope.Team, cancellationToken);
        var views = new List<WebhookView>();
        foreach (var webhook in webhooks)
        {
            views.Add(await ViewAsync(webhook.Value, cancellationToken));
        }

        return views;
    }

    public async Task<ManageOutcome<WebhookView>> GetAsync(
        RequestScope scope,
        string id,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(scope.Team, id, cancellationToken) is { } webhook
            ? new ManageOutcome<WebhookView>.Done(await ViewAsync(webhook, cancellationToken))
            : Missing<WebhookView>(scope.Team, id);

    public async Task<ManageOutcome<DeliveriesView>> GetDeliveriesAsync(
        RequestScope scope,
        string id,
        CancellationToken cancellationToken
    ) =>
        await FindAsync(scope.Team, id, cancellationToken) is { } webhook
            ? new ManageOutcome<DeliveriesView>.Done(
                DeliveriesView.Of(webhook, await StateAsync(webhook, cancellationToken))
            )
            : Missing<DeliveriesView>(scope.Team, id);

    /// <summary>Sends a test event now, also when the webhook is disabled. Nothing follows from what comes of it.</summary>
    public async Task<ManageOutcome<TestView>> TestAsync(
        RequestScope scope,
        string id,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(scope.Team, id, cancellationToken) is not { } webhook)
        {
            return Missing<TestView>(scope.Team, id);
        }

        var message = CloudEvent.Test(webhook, _time.GetUtcNow());
        var result = await _post.SendAsync(webhook, message, cancellationToken);
        return new ManageOutcome<TestView>.Done(
            new TestView(
                message.Id,
                result.Answer is DeliveryAnswer.Taken,
                result.Answer.Status,
                (result.Answer as DeliveryAnswer.Failed)?.Fault,
                result.Took
            )
        );
    }

    internal static ManageOutcome<T> Missing<T>(string team, string id) =>
        new ManageOutcome<T>.NotFound($"Team '{team}' has no webhook '{id}'.");

    private async Task<Webhook?> FindAsync(string team, string id, CancellationToken cancellationToken) =>
        SpecNames.IsName(id) ? (await _rows.FindAsync(team, id, cancellationToken))?.Value : null;

    private async Task<WebhookView> ViewAsync(Webhook webhook, CancellationToken cancellationToken) =>
        WebhookView.Of(webhook, await StateAsync(webhook, cancellationToken), _time.GetUtcNow());

    private async Task<WebhookState?> StateAsync(Webhook webhook, CancellationToken cancellationToken) =>
        (await _rows.FindStateAsync(webhook, cancellationToken))?.Value;
}
