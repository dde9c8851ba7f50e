using System.Security.Cryptography;
using System.Text;
using Kadende.Plugins.Secrets;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Failures;
using Microsoft.AspNetCore.DataProtection;

namespace Kadende.Runtime.Secrets;

/// <summary>The secrets of teams in our own tables, encrypted with the keys of the installation.</summary>
internal sealed class TableTeamSecrets(
    IRecordStore<SealedSecret> rows,
    IDataProtectionProvider protection,
    TimeProvider time
) : ITeamSecrets
{
    private const int Attempts = 8;

    public string? FaultOf(string team, string name) => null;

    public Task<IReadOnlyList<TeamSecret>> ListAsync(string team, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<TeamSecret>>(
            team,
            async () => [.. (await rows.ListAsync(team, cancellationToken)).Select(row => Seen(row.Value))]
        );

    public Task<string?> FindAsync(string team, string name, CancellationToken cancellationToken) =>
        AskAsync(
            team,
            async () =>
                await rows.FindAsync(new RecordKey(team, name), cancellationToken) is { } row ? Open(row.Value) : null
        );

    public Task<TeamSecret> PutAsync(
        string team,
        string name,
        string value,
        string by,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            team,
            async () =>
            {
                var key = new RecordKey(team, name);
                var wanted = new SealedSecret(team, name, Seal(team, name, value), time.GetUtcNow(), by);
                for (var attempt = 0; attempt < Attempts; attempt++)
                {
                    var before = await rows.FindAsync(key, cancellationToken);
                    if (await rows.SaveAsync(key, wanted, before?.ETag, cancellationToken) is { } stored)
                    {
                        return Seen(stored.Value);
                    }
                }

                throw Contended(team, name);
            }
        );

    public Task<bool> RemoveAsync(string team, string name, CancellationToken cancellationToken) =>
        AskAsync(
            team,
            async () =>
            {
                var key = new RecordKey(team, name);
                for (var attempt = 0; attempt < Attempts; attempt++)
                {
                    var before = await rows.FindAsync(key, cancellationToken);
                    if (before is null || await rows.RemoveAsync(key, before.ETag, cancellationToken))
                    {
                        return before is not null;
                    }
                }

                throw Contended(team, name);
            }
        );

    private static async Task<T> AskAsync<T>(string team, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (StoreUnavailableException failure)
        {
            throw new ProviderUnavailableException(
                $"The secrets of team '{team}' cannot be asked for now: {failure.Message}",
                failure
            );
        }
    }

    private string Seal(string team, string name, string value)
    {
        try
        {
            return Convert.ToBase64String(ProtectorOf(team, name).Protect(Encoding.UTF8.GetBytes(value)));
        }
        catch (CryptographicException failure)
        {
            throw new ProviderUnavailableException("The keys that encrypt secrets cannot be had now.", failure);
        }
    }

    private string Open(SealedSecret secret)
    {
        try
        {
            return Encoding.UTF8.GetString(
                ProtectorOf(secret.Team, secret.Name).Unprotect(Convert.FromBase64String(secret.Value))
            );
        }
        catch (CryptographicException failure) when (failure.GetBaseException() is StoreUnavailableException below)
        {
            throw new ProviderUnavailableException("The keys that encrypt secrets cannot be had now.", below);
        }
        catch (CryptographicException failure)
        {
            throw new CredentialException(
                $"Secret '{secret.Name}' of team '{secret.Team}' cannot be decrypted any more: the key of the installation is gone. "
                    + $"Put it again: PUT /api/teams/{secret.Team}/secrets/{secret.Name}.",
                failure
            );
        }
    }

    /// <summary>What was encrypted for one team and name cannot be read as another's, wherever somebody copies it to.</summary>
    private IDataProtector ProtectorOf(string team, string name) =>
        protection.CreateProtector("Kadende.Secrets", team, name);

    private static TeamSecret Seen(SealedSecret secret) =>
        new(secret.Team, secret.Name, secret.ChangedAt, secret.ChangedBy);

    private static ProviderUnavailableException Contended(string team, string name) =>
        new($"Others changed secret '{name}' of team '{team}' at the same time, again and again. Try again.");
}
