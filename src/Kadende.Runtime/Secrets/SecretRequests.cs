using Kadende.Core.Specs;
using Kadende.Plugins.Secrets;
using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Failures;

namespace Kadende.Runtime.Secrets;

/// <summary>What the admins of a team do with its secrets. Values come in, and never out.</summary>
public sealed class SecretRequests(ITeamSecrets secrets, SecretStore known, SecretUses uses)
{
    /// <summary>The most secrets of a team.</summary>
    public const int Most = 200;

    /// <summary>The most bytes of a value; an Azure Key Vault takes 25 000.</summary>
    public const int MostBytes = 24 * 1024;

    private const int MostNamed = 5;

    public Task<IReadOnlyList<SecretView>> ListAsync(RequestScope scope, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<SecretView>>(async () =>
            [.. (await secrets.ListAsync(scope.Team, cancellationToken)).Select(SecretView.Of)]
        );

    /// <param name="value">1 to <see cref="MostBytes"/> bytes.</param>
    public async Task<ManageOutcome<SecretView>> PutAsync(
        RequestScope scope,
        string name,
        string value,
        CancellationToken cancellationToken
    )
    {
        if (FaultOf(scope.Team, name) is { } fault)
        {
            return new ManageOutcome<SecretView>.Faulty([new Fault("name", 0, 0, fault)]);
        }

        var before = await ListAsync(scope, cancellationToken);
        var isNew = !before.Any(secret => secret.Name == name);
        if (isNew && before.Count >= Most)
        {
            return new ManageOutcome<SecretView>.Conflict(
                $"Team '{scope.Team}' has {before.Count} secrets, and may have {Most}. Delete one that is not needed."
            );
        }

        var view = await ChangeAsync(
            scope.Team,
            name,
            async () => SecretView.Of(await secrets.PutAsync(scope.Team, name, value, scope.Actor, cancellationToken))
        );
        return isNew ? new ManageOutcome<SecretView>.Created(view) : new ManageOutcome<SecretView>.Done(view);
    }

    /// <param name="isForced">Also while specs name it.</param>
    public async Task<ManageOutcome<bool>> RemoveAsync(
        RequestScope scope,
        string name,
        bool isForced,
        CancellationToken cancellationToken
    )
    {
        var missing = new ManageOutcome<bool>.NotFound(
            $"Team '{scope.Team}' has no secret '{name}'. GET /api/teams/{scope.Team}/secrets lists those that it has."
        );
        if (!(await ListAsync(scope, cancellationToken)).Any(secret => secret.Name == name))
        {
            return missing;
        }

        if (!isForced && await uses.FindAsync(scope.Team, name, cancellationToken) is { Count: > 0 } users)
        {
            var more = users.Count > MostNamed ? $" and {users.Count - MostNamed} more" : "";
            return new ManageOutcome<bool>.Conflict(
                $"The specs of {string.Join(", ", users.Take(MostNamed))}{more} name secret '{name}': without it their machines could neither "
                    + "be made nor removed. Change the specs first, or add ?force=true."
            );
        }

        var wasThere = await ChangeAsync(
            scope.Team,
            name,
            () => secrets.RemoveAsync(scope.Team, name, cancellationToken)
        );
        return wasThere ? new ManageOutcome<bool>.Done(Seen: true) : missing;
    }

    private string? FaultOf(string team, string name) =>
        SecretText.IsName(name) ? secrets.FaultOf(team, name) : $"'{name}' cannot name a secret: use {SpecNames.Rule}.";

    /// <summary>Also a change of which nobody knows whether it happened is one.</summary>
    private async Task<T> ChangeAsync<T>(string team, string name, Func<Task<T>> change)
    {
        try
        {
            return await AskAsync(change);
        }
        finally
        {
            known.Forget(team, name);
        }
    }

    /// <summary>Requests know one way in which what is kept cannot be reached.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ProviderException failure)
        {
            throw new StoreUnavailableException(failure.Message, failure);
        }
    }
}
