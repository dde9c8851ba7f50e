namespace Kadende.Runtime.Stores;

/// <summary>API tokens, kept as hashes only.</summary>
public interface ITokenStore
{
    /// <summary>Whose token has this hash, or null.</summary>
    /// <param name="hash">SHA-256 of the token, 64 lower-case hexadecimal digits.</param>
    Task<TokenOwner?> FindAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Adds a token, or changes whose it is.</summary>
    Task PutAsync(string hash, TokenOwner owner, CancellationToken cancellationToken);

    /// <summary>Removes every token of this source that is not in <paramref name="hashes"/>, so that one taken out of the settings ends.</summary>
    Task KeepOnlyAsync(string source, IReadOnlySet<string> hashes, CancellationToken cancellationToken);
}
