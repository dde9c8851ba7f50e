using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Secrets;

/// <summary>
/// The secrets of teams in an Azure Key Vault, whose own list says which there are. By the group "Secrets" of its REST interface,
/// learn.microsoft.com/rest/api/keyvault/secrets.
/// </summary>
public sealed class KeyVaultTeamSecrets(KeyVaultClient client, TimeProvider time) : ITeamSecrets
{
    /// <summary>Deleting and recovering take the vault some seconds, during which the name cannot be written.</summary>
    private const int Attempts = 20;

    private const int ValueOfNothing = 64;

    private const string ByTag = "kadende-by";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public string? FaultOf(string team, string name) =>
        VaultNames.Of(team, name) is { Length: > VaultNames.Longest } tooLong
            ? $"In the Key Vault the secret would be called '{tooLong}', which has {tooLong.Length} characters; names there have at most "
                + $"{VaultNames.Longest}. Choose a shorter name, of small letters, digits and single dashes."
            : null;

    public async Task<IReadOnlyList<TeamSecret>> ListAsync(string team, CancellationToken cancellationToken)
    {
        var found = new List<TeamSecret>();
        for (var next = client.Vault is null ? null : "/secrets"; !string.IsNullOrEmpty(next); )
        {
            var (status, body) = await client.SendAsync(
                HttpMethod.Get,
                next,
                body: null,
                "the list of secrets",
                cancellationToken
            );
            Check(status, HttpMethod.Get, "the list of secrets");
            found.AddRange((body?["value"]?.AsArray() ?? []).Select(Read).OfType<TeamSecret>());
            next = (string?)body?["nextLink"];
        }

        return
        [
            .. found
                .Where(secret => string.Equals(secret.Team, team, StringComparison.Ordinal))
                .OrderBy(secret => secret.Name, StringComparer.Ordinal),
        ];
    }

    public async Task<string?> FindAsync(string team, string name, CancellationToken cancellationToken)
    {
        if (client.Vault is null || FaultOf(team, name) is not null)
        {
            return null;
        }

        var (status, body) = await SendAsync(HttpMethod.Get, team, name, body: null, cancellationToken);
        return status == HttpStatusCode.NotFound ? null : (string?)body?["value"];
    }

    public async Task<TeamSecret> PutAsync(
        string team,
        string name,
        string value,
        string by,
        CancellationToken cancellationToken
    )
    {
        var hasRecovered = false;
        for (var attempt = 1; ; attempt++)
        {
            var wanted = new JsonObject
            {
                ["value"] = value,
                ["tags"] = new JsonObject { [ByTag] = by },
            };
            var (status, body) = await SendAsync(HttpMethod.Put, team, name, wanted, cancellationToken);
            if (status != HttpStatusCode.Conflict)
            {
                return new TeamSecret(team, name, ChangedAt(body), by);
            }

            if (attempt == Attempts)
            {
                throw new ProviderUnavailableException(
                    $"The Key Vault is still busy with an earlier deletion of secret '{name}' of team '{team}'. Try again in a minute."
                );
            }

            // A name that was deleted stays taken until it is recovered. What is recovered is the value that it was deleted with.
            if (!hasRecovered && (string?)body?["error"]?["innererror"]?["code"] == "ObjectIsDeletedButRecoverable")
            {
                hasRecovered = true;
                await RecoverAsync(team, name, cancellationToken);
            }
            else
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    public async Task<bool> RemoveAsync(string team, string name, CancellationToken cancellationToken)
    {
        if (client.Vault is null || FaultOf(team, name) is not null)
        {
            return false;
        }

        if (await FindAsync(team, name, cancellationToken) is null)
        {
            return false;
        }

        // The vault keeps what is deleted, and it is recovered when the name is put again, perhaps by another team of the same name: until
        // the new value is there, specs get one that opens nothing.
        await PutAsync(team, name, RandomNumberGenerator.GetHexString(ValueOfNothing), "", cancellationToken);
        var (status, _) = await SendAsync(HttpMethod.Delete, team, name, body: null, cancellationToken);
        return status == HttpStatusCode.OK;
    }

    private Task<(HttpStatusCode Status, JsonNode? Body)> RecoverAsync(
        string team,
        string name,
        CancellationToken cancellationToken
    ) =>
        // Whatever it answers shows when the secret is written next.
        client.SendAsync(
            HttpMethod.Post,
            $"/deletedsecrets/{VaultNames.Of(team, name)}/recover",
            body: null,
            What(team, name),
            cancellationToken
        );

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method,
        string team,
        string name,
        JsonNode? body,
        CancellationToken cancellationToken
    )
    {
        var path = $"/secrets/{VaultNames.Of(team, name)}";
        var what = What(team, name);
        var answer = await client.SendAsync(method, path, body, what, cancellationToken);
        var isExpected =
            method == HttpMethod.Put
                ? answer.Status == HttpStatusCode.Conflict
                : answer.Status == HttpStatusCode.NotFound;
        if (!isExpected)
        {
            Check(answer.Status, method, what);
        }

        return answer;
    }

    private static string What(string team, string name) => $"secret '{name}' of team '{team}'";

    private static void Check(HttpStatusCode status, HttpMethod method, string what)
    {
        if (status != HttpStatusCode.OK)
        {
            throw new ProviderUnavailableException($"The Key Vault answered HTTP {(int)status} to {method} of {what}.");
        }
    }

    private TeamSecret? Read(JsonNode? item)
    {
        var vaultName = ((string?)item?["id"])?.Split('/') is [.., "secrets", var last] ? last : "";
        return VaultNames.Read(vaultName) is { } read
            ? new TeamSecret(read.Team, read.Name, ChangedAt(item), (string?)item?["tags"]?[ByTag] ?? "")
            : null;
    }

    private DateTimeOffset ChangedAt(JsonNode? secret) =>
        (long?)secret?["attributes"]?["updated"] is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : time.GetUtcNow();
}
