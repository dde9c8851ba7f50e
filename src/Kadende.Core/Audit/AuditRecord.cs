namespace Kadende.Core.Audit;

/// <summary>A request to change something: who asked for what, and what became of it.</summary>
/// <remarks>Never its body, and never its headers: they may hold secrets.</remarks>
public sealed record AuditRecord
{
    /// <summary>How long a request may take before one without an outcome counts as broken off.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(15);

    /// <summary>The answer to the request carries it too.</summary>
    public required string RequestId { get; init; }

    /// <summary>The caller's name, as events show it; null: a stranger.</summary>
    public string? Actor { get; init; }

    public required AuditSource Source { get; init; }

    /// <summary>The team that it was about; null: the installation, or what the caller may not know.</summary>
    public string? Team { get; init; }

    /// <summary>Such as <c>PUT</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The route, with names in place of what it is about.</summary>
    public required string Route { get; init; }

    /// <summary>The path as it was asked for.</summary>
    public required string Path { get; init; }

    /// <summary>What it was about, as the request named it: <c>cluster</c>, <c>group</c>, <c>node</c>, <c>user</c> and the like.</summary>
    public IReadOnlyDictionary<string, string> About { get; init; } = Nothing;

    public AuditOutcome Outcome { get; init; } = AuditOutcome.Pending;

    /// <summary>The status of the answer; null while there is none.</summary>
    public int? Status { get; init; }

    /// <summary>Why it was refused, or what will happen, in one sentence.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// How many requests this stands for, of which it tells the first: those that were turned away from one address within a minute. Null:
    /// for itself.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>When it had an outcome.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it changed.</summary>
    public AuditChange? Change { get; init; }

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(
        StringComparer.Ordinal
    );

    /// <summary>What became of it, as far as is known by now.</summary>
    public AuditOutcome OutcomeAt(DateTimeOffset begun, DateTimeOffset now) =>
        Outcome == AuditOutcome.Pending && begun + LongestRequest <= now ? AuditOutcome.Unknown : Outcome;

    /// <summary>Whether it was about this cluster, by the id or the name that the request or the change has.</summary>
    public bool IsAbout(string cluster) =>
        About.GetValueOrDefault("cluster") == cluster || Change?.ClusterId == cluster || Change?.ClusterName == cluster;
}
