using Kadende.Core.Webhooks;
using Kadende.Plugins.Secrets;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Webhooks;
using Kadende.Sdk.Failures;

namespace Kadende.Runtime.Access.Management;

/// <summary>What a team has and nobody after it may have.</summary>
public sealed class TeamBelongings(
    IRecordStore<Webhook> webhooks,
    IRecordStore<WebhookState> states,
    IRecordStore<WebhookCursor> cursors,
    ITeamSecrets secrets
)
{
    private readonly WebhookRows _rows = new(webhooks, states, cursors);

    /// <summary>Removes all of it; may be repeated.</summary>
    /// <returns>False: something of it changed meanwhile, and is still there.</returns>
    /// <exception cref="StoreUnavailableException">Also when the secrets are kept elsewhere, and that cannot be asked.</exception>
    public async Task<bool> RemoveAsync(string team, CancellationToken cancellationToken)
    {
        var isGone = true;
        foreach (var webhook in await _rows.ListAsync(team, cancellationToken))
        {
            isGone &= await _rows.RemoveAsync(webhook, cancellationToken);
        }

        try
        {
            await RemoveSecretsAsync(team, cancellationToken);
        }
        catch (ProviderException failure)
        {
            throw new StoreUnavailableException(failure.Message, failure);
        }

        return isGone;
    }

    private async Task RemoveSecretsAsync(string team, CancellationToken cancellationToken)
    {
        foreach (var secret in await secrets.ListAsync(team, cancellationToken))
        {
            await secrets.RemoveAsync(team, secret.Name, cancellationToken);
        }
    }
}
