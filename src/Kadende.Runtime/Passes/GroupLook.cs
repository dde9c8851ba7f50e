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
    /// <summary>
    /// So long after its decisions a look begins calls of providers: what was not begun then is left to another look, which is due at once.
    /// A slow provider so holds up its cluster for no longer, the time limit of the host never ends a look in the middle, and one whose
    /// process or store stood still does not act on what others have decided anew meanwhile.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public required Round Round { get; init; }

    public required GroupView View { get; init; }

    public required IReadOnlyList<GroupSource> Sources { get; init; }

    /// <summary>The slots as they are stored now; kept up to date by every write.</summary>
    public required ConcurrentDictionary<string, Stored<Slot>> Slots { get; init; }

    /// <summary>The status as it is stored now; kept up to date by every write.</summary>
    public required Stored<GroupStatus>? Status { get; set; }

    /// <summary>The size that counts, and what follows; null when the group is not wanted.</summary>
    public required EffectiveSize? Size { get; init; }

    /// <summary>It is too late to begin a call of a provider.</summary>
    public bool IsLateAt(DateTimeOffset now) => now > View.Now + Patience;

    public string ClusterId => Round.Cluster.Id;

    /// <summary>Another pass changed a row first: what it leaves is for the next look.</summary>
    public bool LostRace { get; set; }

    public GroupSource SourceOf(SourceKey key) => Sources.First(source => source.Key == key);
}
