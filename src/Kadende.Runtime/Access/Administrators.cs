using Kadende.Core.Access;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access;

/// <summary>Who can run the installation.</summary>
public sealed class Administrators(IRecordStore<User> users, IOptions<AccessOptions> settings, TimeProvider time)
{
    /// <summary>Whether anybody can: by the settings, or a user who is an administrator and has a token for it.</summary>
    /// <param name="without">A user who is not counted; null: all are.</param>
    public async Task<bool> AreThereAsync(string? without, CancellationToken cancellationToken)
    {
        if (
            !string.IsNullOrEmpty(settings.Value.AdminToken)
            || (settings.Value.Oidc.IsOn && settings.Value.Oidc.Rules.Any(rule => rule.Team is null))
        )
        {
            return true;
        }

        var now = time.GetUtcNow();
        return (await users.ListAsync(team: null, cancellationToken)).Any(user =>
            user.Value.Name != without && user.Value.CanRunInstallation(now)
        );
    }
}
