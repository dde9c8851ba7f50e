using Kadende.Core.Planning;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Nodes;

/// <summary>Our durable record of one machine, from before it is made until it is really gone.</summary>
public sealed record Node
{
    /// <summary>Unique for ever; also the machine's <c>kadende.node</c> label.</summary>
    public required string Id { get; init; }

    public required NodeState State { get; init; }

    /// <summary>When it came into its state.</summary>
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The provider's id; null while no machine is known.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The configuration hash that it is made from.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>The generation of the spec that holds this configuration: its plugin and properties list and remove the machine.</summary>
    public required long Generation { get; init; }

    /// <summary>Which of the generation's ways to make the group's machines it is made in, from 0.</summary>
    public int Resource { get; init; }

    /// <summary>
    /// Configurations that had no room for it, and until when no machine is asked of them: its group makes machines in its other ways
    /// meanwhile. Null when none turned it away.
    /// </summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? TurnedAway { get; init; }

    /// <summary>Which try at making the machine this is, from 1. A try that the provider refused is followed by another.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When the provider was last asked to make the machine; null while it never was.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Until when an earlier call for the current try may still be under way; null when there was none.</summary>
    public DateTimeOffset? DoubtUntil { get; init; }

    /// <summary>From when its machine counts: it was asked for then, however long the node had waited before.</summary>
    public DateTimeOffset MadeAt => AskedAt ?? CreatedAt;

    /// <summary>Why it has to go; null while it is to stay, and where an older version decided that it goes.</summary>
    public RemovalReason? Removal { get; init; }

    /// <summary>When the provider was last asked to remove the machine; null while it never was.</summary>
    public DateTimeOffset? RemovalAskedAt { get; init; }

    /// <summary>What stands in the way of its creation; null when nothing does.</summary>
    public NodeProblem? Problem { get; init; }

    /// <summary>How often in a row its creation met <see cref="Problem"/>.</summary>
    public int ProblemCount { get; init; }

    /// <summary>Not to be tried before; null: at once.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>Since when the machine, known before, is missing from the provider's list; null while it is listed.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>How many of its flavours are done.</summary>
    public int FlavoursDone { get; init; }

    /// <summary>What the flavour in turn is doing or waits for; null when there is nothing to say.</summary>
    public string? Doing { get; init; }

    /// <summary>When its draining ends in any case; null while it does not drain.</summary>
    public DateTimeOffset? DrainUntil { get; init; }

    /// <summary>It let go of its work, so that it stands by.</summary>
    public bool IsDrained { get; init; }

    /// <summary>How long it is kept in quarantine; null while it is not in it.</summary>
    public DateTimeOffset? KeepUntil { get; init; }

    /// <summary>How often it was unhealthy and got well again by itself.</summary>
    public int Relapses { get; init; }

    /// <summary>A person wants it left alone; null when nobody does.</summary>
    public NodeHold? Hold { get; init; }

    /// <summary>What a person asked for and no look has begun yet; null when nothing was.</summary>
    public NodeWish? Wish { get; init; }

    /// <summary>The id of an existing machine that this node is to take over instead of making one; null otherwise.</summary>
    public string? AdoptId { get; init; }

    /// <summary>A person's or a tool's word on its health; null when there is none.</summary>
    public ExternalHealth? External { get; init; }

    public NodeHealth Health { get; init; } = NodeHealth.None;

    /// <summary>Why it is in its state, for users; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    public string? Address { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = Empty;

    /// <summary>What the provider tells of the machine.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = Empty;

    /// <summary>It is on its way out: what it leaves is not counted as part of its group.</summary>
    public bool IsLeaving => State is NodeState.Draining or NodeState.Quarantined or NodeState.Deleting;

    /// <summary>A person wants it left alone.</summary>
    public bool IsHeldAt(DateTimeOffset now) => Hold is { } hold && hold.HoldsAt(now);

    /// <summary>A person took it out of work.</summary>
    public bool IsOnStandbyAt(DateTimeOffset now) => Hold is { Kind: HoldKind.Standby } hold && hold.HoldsAt(now);

    /// <summary>What its machine is made from, listed by and removed by.</summary>
    public SourceKey Source => new(Generation, Resource);

    /// <summary>The idempotency key of the current try.</summary>
    public string Token => $"{Id}-{Attempt}";

    private static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>(
        StringComparer.Ordinal
    );
}
