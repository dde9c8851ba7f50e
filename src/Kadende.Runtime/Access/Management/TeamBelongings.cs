using Kadende.Core.Webhooks;
using Kadende.Plugins.Secrets;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Failures;

namespace Kadende.Runtime.Access.Management;

/// <summary>What a team has and nobody after it may have.</summary>
public sealed class TeamBelongings(IRecordStore<Webhook> webhooks, ITeamSecrets secrets)
{
    /// <summary>Removes all of it; may be repeated.</summary>
    /// <exception cref="StoreUnavailableException">Also when the secrets are kept elsewhere, and that cannot be asked.</exception>
    public async Task RemoveAsync(string team, CancellationToken cancellationToken)
    {
        foreach (var webhook in await webhooks.ListAsync(team, cancellationToken))
        {
            await webhooks.RemoveAsync(new RecordKey(team, webhook.Value.Id), webhook.ETag, cancellationToken);
        }

        try
        {
            await RemoveSecretsAsync(team, cancellationToken);
        }
        catch (ProviderException failure)
        {
            throw new StoreUnavailableException(failure.Message, failure);
        }
    }

    private async Task RemoveSecretsAsync(string team, CancellationToken cancellationToken)
    {
        foreach (var secret in await secrets.ListAsync(team, cancellationToken))
        {
            await secrets.RemoveAsync(team, secret.Name, cancellationToken);
        }
    }
}
