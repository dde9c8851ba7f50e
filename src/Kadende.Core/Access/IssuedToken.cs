namespace Kadende.Core.Access;

/// <summary>A token that was given out, without its text: only the text's hash is known.</summary>
public sealed record IssuedToken
{
    /// <summary>Part of the token's text too, so that it is found.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in its owner's words.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the text, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>What it narrows. A team's own token has its role here.</summary>
    public required TokenScope Scope { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Null: until it is taken away.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To within <see cref="UseNoted"/>; null: not yet.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>How far apart two uses are that are both noted.</summary>
    public static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(5);

    public bool HasEnded(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>Whether a use now is to be noted.</summary>
    public bool IsNewUse(DateTimeOffset now) => LastUsedAt is not { } last || now - last >= UseNoted;
}
