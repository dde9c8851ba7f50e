namespace Kadende.Core.Webhooks;

/// <summary>A key that was replaced.</summary>
/// <param name="SealedSecret">The key, encrypted.</param>
/// <param name="Until">When it no longer signs.</param>
public sealed record FormerSecret(string SealedSecret, DateTimeOffset Until)
{
    /// <summary>How long receivers have to learn the new key.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);
}
