using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>All that a decision about one group rests on, read in one look.</summary>
public sealed record GroupView
{
    public required GroupPath Path { get; init; }

    /// <summary>What the user wants; null when the group left the spec or the cluster is being deleted.</summary>
    public required GroupSpec? Wanted { get; init; }

    /// <summary>A person's word that the group is to be left as it is; null: it is managed.</summary>
    public GroupHold? Hold { get; init; }

    /// <summary>The generation of the spec that is worked on.</summary>
    public required long Generation { get; init; }

    public required IReadOnlyList<Slot> Slots { get; init; }

    /// <summary>The status that the last look left; null on the first.</summary>
    public required GroupStatus? Status { get; init; }

    /// <summary>Where machines of the group may be, by the plugin and properties that say so.</summary>
    public required IReadOnlyDictionary<SourceKey, SourceFacts> Sources { get; init; }

    /// <summary>Every machine listed with the group's labels, once for each place that shows it.</summary>
    public required IReadOnlyList<ObservedInstance> Instances { get; init; }

    /// <summary>What the checks said, by node id; a node that was not asked is not in here.</summary>
    public required IReadOnlyDictionary<string, HealthLook> Looks { get; init; }

    public required PlanLimits Limits { get; init; }

    /// <summary>Unique to this look: the ids of new nodes are made from it.</summary>
    public required string Nonce { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The facts of a source; one that cannot be asked when its generation is not known any more.</summary>
    public SourceFacts SourceOf(SourceKey source) => Sources.GetValueOrDefault(source) ?? SourceFacts.Lost;
}
