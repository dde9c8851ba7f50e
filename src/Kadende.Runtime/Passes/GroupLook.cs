using System.Collections.Concurrent;
using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Scaling;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Passes;

/// <summary>One look at a group: what was read, with what is needed to write and to act.</summary>
internal sealed class GroupLook
{
    public required Round Round { get; init; }

    public required GroupView View { get; init; }

    public required IReadOnlyList<GroupSource> Sources { get; init; }

    /// <summary>The slots as they are stored now; kept up to date by every write.</summary>
    public required ConcurrentDictionary<string, Stored<Slot>> Slots { get; init; }

    /// <summary>The status as it is stored now; kept up to date by every write.</summary>
    public required Stored<GroupStatus>? Status { get; set; }

    /// <summary>The size that counts, and what follows; null when the group is not wanted.</summary>
    public required EffectiveSize? Size { get; init; }

    public string ClusterId => Round.Cluster.Id;

    /// <summary>Another pass changed a row first: what it leaves is for the next look.</summary>
    public bool LostRace { get; set; }

    public GroupSource SourceOf(SourceKey key) => Sources.First(source => source.Key == key);
}
