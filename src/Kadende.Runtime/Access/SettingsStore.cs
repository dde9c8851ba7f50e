using Kadende.Core.Access;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access;

/// <summary>Brings the store in line with the settings: a token that was taken out of them ends, and the teams that they name are there.</summary>
public sealed class SettingsStore(
    ITokenStore tokens,
    IRecordStore<Team> teams,
    IOptions<AccessOptions> options,
    TimeProvider time
)
{
    /// <returns>How many tokens the settings name.</returns>
    public async Task<int> SaveAsync(CancellationToken cancellationToken)
    {
        var owners = SettingsTokens.Of(options.Value);
        foreach (var team in SettingsTokens.TeamsOf(options.Value))
        {
            await AddTeamAsync(team, cancellationToken);
        }

        foreach (var (hash, owner) in owners)
        {
            await tokens.PutAsync(hash, owner, cancellationToken);
        }

        await tokens.KeepOnlyAsync(
            SettingsTokens.Source,
            owners.Keys.ToHashSet(StringComparer.Ordinal),
            cancellationToken
        );
        return owners.Count;
    }

    private async Task AddTeamAsync(string name, CancellationToken cancellationToken)
    {
        if (await teams.FindAsync(RecordKey.Of(name), cancellationToken) is null)
        {
            var team = new Team
            {
                Name = name,
                CreatedAt = time.GetUtcNow(),
                CreatedBy = SettingsTokens.Source,
            };
            // Another host may be faster; either makes the same.
            await teams.SaveAsync(RecordKey.Of(name), team, etag: null, cancellationToken);
        }
    }
}
