using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>
/// In which of its ways a group makes its next machine: the one that lacks most by the weights, of those that can be asked and did not
/// turn a machine away a while ago.
/// </summary>
internal sealed class Ways(GroupView view, IReadOnlyList<SlotDraft> slots)
{
    private int[]? _counts;
    private Dictionary<string, DateTimeOffset>? _closed;

    /// <summary>At least one way can be asked for a machine now.</summary>
    public bool AnyListed
    {
        get
        {
            for (var way = 0; way < Specs.Count; way++)
            {
                if (IsListed(way))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>When the first way that turned a machine away may be asked again; null when none did.</summary>
    public DateTimeOffset? OpensAt => Closed.Count == 0 ? null : Closed.Values.Min();

    /// <param name="instead">The node whose place the machine is for; null for one more.</param>
    /// <returns>The way's place in the list; null when no way is open now.</returns>
    public int? Next(Node? instead)
    {
        if (Specs.Count == 1)
        {
            return IsListed(0) ? 0 : null;
        }

        int? best = null;
        var (machines, weights) = (1L, 0L);
        for (var way = 0; way < Specs.Count; way++)
        {
            if (IsOpen(way))
            {
                machines += CountOf(way, instead);
                weights += Specs[way].Weight;
            }
        }

        var most = long.MinValue;
        for (var way = 0; way < Specs.Count; way++)
        {
            var lacks = Specs[way].Weight * machines - CountOf(way, instead) * weights;
            if (IsOpen(way) && lacks > most)
            {
                (best, most) = (way, lacks);
            }
        }

        return best;
    }

    /// <summary>A machine is made in this way now.</summary>
    public void Take(int way, Node? instead)
    {
        if (Specs.Count > 1)
        {
            Counts[way]++;
            if (instead is not null && IndexOf(instead) is >= 0 and var left)
            {
                Counts[left]--;
            }
        }
    }

    private IReadOnlyList<ResourceSpec> Specs => view.Wanted?.Resources ?? [];

    private bool IsListed(int way) => view.SourceOf(new SourceKey(view.Generation, way)).IsListed;

    private bool IsOpen(int way) => IsListed(way) && !Closed.ContainsKey(Specs[way].ConfigHash);

    private int CountOf(int way, Node? instead) =>
        Counts[way] - (instead is not null && IndexOf(instead) == way ? 1 : 0);

    private int[] Counts => _counts ??= Count();

    private Dictionary<string, DateTimeOffset> Closed => _closed ??= FindClosed();

    private int[] Count()
    {
        var counts = new int[Specs.Count];
        foreach (var slot in slots)
        {
            if (slot is { IsSurplus: false, Live: { } node } && IndexOf(node) is >= 0 and var way)
            {
                counts[way]++;
            }
        }

        return counts;
    }

    /// <summary>Whom one machine was refused, others are too for a while.</summary>
    private Dictionary<string, DateTimeOffset> FindClosed()
    {
        var closed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (hash, until) in slots.SelectMany(slot => slot.Nodes).SelectMany(node => node.TurnedAway ?? None))
        {
            if (view.Now < until && (!closed.TryGetValue(hash, out var known) || known < until))
            {
                closed[hash] = until;
            }
        }

        return closed;
    }

    private int IndexOf(Node node)
    {
        if (node.Generation == view.Generation && node.Resource < Specs.Count)
        {
            return node.Resource;
        }

        for (var way = 0; way < Specs.Count; way++)
        {
            if (string.Equals(Specs[way].ConfigHash, node.ConfigHash, StringComparison.Ordinal))
            {
                return way;
            }
        }

        return -1;
    }

    private static readonly IReadOnlyDictionary<string, DateTimeOffset> None = new Dictionary<string, DateTimeOffset>(
        StringComparer.Ordinal
    );
}
