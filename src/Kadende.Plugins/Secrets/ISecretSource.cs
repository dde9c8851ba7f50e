namespace Kadende.Plugins.Secrets;

/// <summary>A place where secrets are kept.</summary>
public interface ISecretSource
{
    /// <summary>What an operator does to put a secret of this name there, such as <c>set KADENDE_SECRET_DB</c>; null when it cannot be there.</summary>
    string? HowToAdd(string name);

    /// <summary>The secret's value; null when it is not there.</summary>
    /// <exception cref="Sdk.Failures.ProviderUnavailableException">The place cannot be asked now.</exception>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken);
}
