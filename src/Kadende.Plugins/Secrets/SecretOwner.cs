using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Secrets;

/// <summary>The secrets that the specs of one team may name.</summary>
internal sealed class SecretOwner(SecretStore store, string team)
{
    /// <summary>The value; null when there is none of this name.</summary>
    /// <exception cref="ProviderException">A place could not be asked.</exception>
    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        store.FindAsync(team, name, cancellationToken);

    /// <summary>That there is no such secret, and what to do.</summary>
    public string MissingMessage(string name) => store.MissingMessage(team, name);
}
