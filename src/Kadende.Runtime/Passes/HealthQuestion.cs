using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Runtime.Flavours;

namespace Kadende.Runtime.Passes;

/// <summary>What a look knows of a group when it asks after the health of its machines.</summary>
/// <param name="Wanted">Null when the group is on its way out.</param>
/// <param name="Instances">The machines that were listed in this look.</param>
public sealed record HealthQuestion(
    string ClusterId,
    GroupPath Path,
    GroupSpec? Wanted,
    IReadOnlyList<Slot> Slots,
    IReadOnlyList<ObservedInstance> Instances,
    IReadOnlyList<GroupSource> Sources
)
{
    public bool HasChecks => Wanted is { Health.Checks.Count: > 0 };

    /// <summary>On whose behalf commands are run on the machines.</summary>
    public string Caller => FlavourNodes.CallerOf(ClusterId, Path);

    public IEnumerable<Node> Nodes => Slots.SelectMany(slot => slot.Nodes);

    /// <summary>The machines that checks are to be asked about, each with its node and the source that it was made from.</summary>
    public IEnumerable<HealthTarget> Targets(DateTimeOffset now)
    {
        var nodes = Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        var sources = Sources.ToDictionary(source => source.Key);
        return Instances
            .Select(seen => HealthTarget.Of(seen, nodes, sources))
            .OfType<HealthTarget>()
            .Where(target => target.IsToBeAsked(now));
    }
}
