using Kadende.Core.Access;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access.Management;

/// <summary>The users of the installation, apart from those whom the settings name.</summary>
public sealed class UserRequests(
    IRecordStore<User> users,
    Administrators administrators,
    IOptions<AccessOptions> settings,
    TimeProvider time
)
{
    public async Task<IReadOnlyList<UserView>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await users.ListAsync(team: null, cancellationToken)).Select(user => UserView.Of(user.Value))];

    public async Task<ManageOutcome<UserView>> GetAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) is { } user
            ? new ManageOutcome<UserView>.Done(UserView.Of(user.Value))
            : new ManageOutcome<UserView>.NotFound(MissingMessage(name));

    public async Task<ManageOutcome<UserView>> AddAsync(
        Caller by,
        string name,
        bool isAdministrator,
        CancellationToken cancellationToken
    )
    {
        if (!SpecNames.IsName(name))
        {
            return new ManageOutcome<UserView>.Faulty([
                new Fault("name", 0, 0, $"A user's name has {SpecNames.Rule}."),
            ]);
        }

        // Events and the audit name users by name alone.
        if (IsOfSettings(name))
        {
            return new ManageOutcome<UserView>.Conflict($"The settings name a user '{name}'. Choose another name.");
        }

        var user = new User
        {
            Name = name,
            IsAdministrator = isAdministrator,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = by.Name,
        };
        return await users.SaveAsync(RecordKey.Of(name), user, etag: null, cancellationToken) is null
            ? new ManageOutcome<UserView>.Conflict($"There is a user '{name}' already.")
            : new ManageOutcome<UserView>.Created(UserView.Of(user));
    }

    public async Task<ManageOutcome<UserView>> SetAdministratorAsync(
        string name,
        bool isAdministrator,
        CancellationToken cancellationToken
    )
    {
        var isLast = !isAdministrator && !await administrators.AreThereAsync(without: name, cancellationToken);
        var stops = false;
        var changed = await users.ChangeAsync(
            name,
            MissingMessage(name),
            user =>
            {
                stops = user.IsAdministrator && !isAdministrator;
                return stops && isLast
                    ? new ManageOutcome<User>.Conflict(LastMessage(name))
                    : new ManageOutcome<User>.Done(user with { IsAdministrator = isAdministrator });
            },
            cancellationToken
        );
        if (stops && changed is ManageOutcome<User>.Done && await WasLastAsync())
        {
            await users.ChangeAsync(
                name,
                MissingMessage(name),
                user => new ManageOutcome<User>.Done(user with { IsAdministrator = true }),
                CancellationToken.None
            );
            return new ManageOutcome<UserView>.Conflict(LastMessage(name));
        }

        return changed.Seen(UserView.Of);
    }

    /// <summary>Removes a user with all tokens; they end at once. One who is gone already is as good as removed.</summary>
    public async Task<ManageOutcome<bool>> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        // Whatever changes meanwhile, the user is to go.
        while (await FindAsync(name, cancellationToken) is { } user)
        {
            if (user.Value.IsAdministrator && !await administrators.AreThereAsync(without: name, cancellationToken))
            {
                return new ManageOutcome<bool>.Conflict(LastMessage(name));
            }

            if (!await users.RemoveAsync(RecordKey.Of(name), user.ETag, cancellationToken))
            {
                continue;
            }

            if (user.Value.IsAdministrator && await WasLastAsync())
            {
                await users.SaveAsync(RecordKey.Of(name), user.Value, etag: null, CancellationToken.None);
                return new ManageOutcome<bool>.Conflict(LastMessage(name));
            }

            break;
        }

        return new ManageOutcome<bool>.Done(true);
    }

    // Two who go at once have each counted on the other. Asked when one has gone; the answer is acted on, whoever hangs up meanwhile.
    private async Task<bool> WasLastAsync() =>
        !await administrators.AreThereAsync(without: null, CancellationToken.None);

    private static string LastMessage(string name) =>
        $"'{name}' is the last administrator: nobody could run the installation any more. Make another one with a token first, or set "
        + $"{AccessOptions.Section}:AdminToken.";

    internal static string MissingMessage(string name) =>
        $"There is no user '{name}'. An administrator adds one with POST /api/users.";

    private async Task<Stored<User>?> FindAsync(string name, CancellationToken cancellationToken) =>
        SpecNames.IsName(name) ? await users.FindAsync(RecordKey.Of(name), cancellationToken) : null;

    private bool IsOfSettings(string name) =>
        name == SettingsTokens.AdministratorName || settings.Value.Users.Any(user => user.Name == name);
}
