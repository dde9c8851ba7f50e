using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Secrets;

/// <summary>Where teams keep secrets of their own. Names are by <see cref="Core.Specs.SecretText.IsName"/>.</summary>
/// <remarks>
/// Every method may throw <see cref="ProviderUnavailableException"/> when the place cannot be asked now, after which a change may have
/// happened or not, and <see cref="CredentialException"/> when it does not let this host in. Neither tells a value.
/// </remarks>
public interface ITeamSecrets
{
    /// <summary>Why the place can keep no secret of this name for this team, and what to do; null: it can.</summary>
    string? FaultOf(string team, string name);

    /// <summary>The secrets of a team in the order of their names.</summary>
    Task<IReadOnlyList<TeamSecret>> ListAsync(string team, CancellationToken cancellationToken);

    /// <summary>The value; null when the team has no secret of this name.</summary>
    Task<string?> FindAsync(string team, string name, CancellationToken cancellationToken);

    /// <summary>Adds a secret or gives it another value; of two at once either wins whole.</summary>
    /// <returns>As it is stored.</returns>
    Task<TeamSecret> PutAsync(string team, string name, string value, string by, CancellationToken cancellationToken);

    /// <returns>False: there was none.</returns>
    Task<bool> RemoveAsync(string team, string name, CancellationToken cancellationToken);
}
