using Kadende.Core.Nodes;

namespace Kadende.Runtime.Requests;

/// <summary>A node as users see it.</summary>
public sealed record NodeView
{
    public required string Id { get; init; }

    public required string Group { get; init; }

    public required string Slot { get; init; }

    public required NodeState State { get; init; }

    public required HealthStatus Health { get; init; }

    /// <summary>The provider's id; null while no machine is known.</summary>
    public required string? InstanceId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it came into its state.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why it is in its state or not healthy; null when there is nothing to say.</summary>
    public required string? Reason { get; init; }

    public required string? Address { get; init; }

    /// <summary>The generation of the spec that it is made from.</summary>
    public required long Generation { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What the flavour in turn is doing or waits for; null when there is nothing to say.</summary>
    public required string? Doing { get; init; }

    /// <summary>Not tried again before this, after a creation that failed; null: nothing is waited for.</summary>
    public required DateTimeOffset? NextTryAt { get; init; }

    /// <summary>How long it is kept in quarantine; null while it is not in it.</summary>
    public required DateTimeOffset? KeepUntil { get; init; }

    /// <summary>It let go of its work and stands by.</summary>
    public required bool IsDrained { get; init; }

    /// <summary>A person wants it left alone; null when nobody does.</summary>
    public required NodeHold? Hold { get; init; }

    /// <summary>What a person asked for and no look has begun yet; null when nothing was.</summary>
    public required NodeWish? Wish { get; init; }

    /// <summary>A person's or a tool's word on its health; null when there is none.</summary>
    public required ExternalHealth? External { get; init; }

    /// <summary>What its slot remembers of the machines before it; null in lists.</summary>
    public Lineage? Lineage { get; init; }

    /// <summary>What the provider tells of the machine.</summary>
    public required IReadOnlyDictionary<string, string> Details { get; init; }

    public static NodeView Of(Slot slot, Node node) =>
        new()
        {
            Id = node.Id,
            Group = slot.Group.Value,
            Slot = slot.Key,
            State = node.State,
            Health = node.Health.Status,
            InstanceId = node.InstanceId,
            CreatedAt = node.CreatedAt,
            Since = node.Since,
            Reason = node.Reason ?? node.Health.Reason,
            Address = node.Address,
            Generation = node.Generation,
            Labels = node.Labels,
            Details = node.Details,
            Doing = node.Doing,
            NextTryAt = node.NextTryAt,
            KeepUntil = node.KeepUntil,
            IsDrained = node.IsDrained,
            Hold = node.Hold,
            Wish = node.Wish,
            External = node.External,
        };

    /// <summary>With what its slot remembers.</summary>
    public static NodeView WithLineage(Slot slot, Node node) => Of(slot, node) with { Lineage = slot.Lineage };
}
