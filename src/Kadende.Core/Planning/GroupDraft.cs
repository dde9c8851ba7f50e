using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Specs;

namespace Kadende.Core.Planning;

/// <summary>A look at a group while it is being decided: the rules add to it one after the other.</summary>
internal sealed class GroupDraft
{
    private readonly List<SlotDraft> _slots;
    private readonly List<Condition> _conditions = [];
    private Dictionary<string, SlotDraft>? _byKey;
    private HashSet<string>? _placesSeen;
    private bool _inOrder;
    private int _made;
    private int _begun;

    public GroupDraft(GroupView view)
    {
        View = view;
        _slots = [.. view.Slots.Select(slot => new SlotDraft(view.Path, slot.Key, slot))];
        Match = InstanceMatch.Of(view);
        Breaker = view.Status?.Breaker;
        Update = view.Status?.Update;
        Ways = new Ways(view, _slots);
    }

    public GroupView View { get; }

    public InstanceMatch Match { get; }

    /// <summary>The ways in which the spec has machines made.</summary>
    public Ways Ways { get; }

    public List<Act> Acts { get; } = [];

    /// <summary>Machines without a node that became nodes in this look.</summary>
    public HashSet<string> Adopted { get; } = new(StringComparer.Ordinal);

    /// <summary>The nodes that they became: of two machines of one node only one does.</summary>
    public HashSet<string> AdoptedNodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Machines that are out of our sight from now on, by provider id.</summary>
    public List<string> Forgotten { get; } = [];

    /// <summary>Events that tell of the group as a whole.</summary>
    public List<ClusterEvent> Events { get; } = [];

    /// <summary>The breaker as it is after this look.</summary>
    public Breaker? Breaker { get; set; }

    /// <summary>The update as it is after this look.</summary>
    public UpdateProgress? Update { get; set; }

    public DateTimeOffset? WaitsUntil { get; private set; }

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<SlotDraft> Slots
    {
        get
        {
            // Every rule goes through all slots, and few add one: a sorted list is much faster for that than a tree.
            if (!_inOrder)
            {
                _slots.Sort(static (left, right) => SlotKeys.Order.Compare(left.Key, right.Key));
                _inOrder = true;
            }

            return _slots;
        }
    }

    public IReadOnlyList<Condition> Conditions => _conditions;

    public DateTimeOffset Now => View.Now;

    public GroupSpec Spec => View.Wanted ?? throw new InvalidOperationException("Nothing is wanted of this group.");

    /// <summary>The group is looked at and not changed.</summary>
    public bool IsPaused => View.Wanted is { Paused: true } || View.Hold?.Kind == GroupHoldKind.Paused;

    public int CreatesLeft => View.Limits.MaxCreates - _made;

    /// <summary>How many machines were begun that were not before, and how many were removed for the sake of one to come.</summary>
    public int Begun => _begun;

    /// <summary>Whether one more machine may be begun; says so when a quota keeps it.</summary>
    public bool MayBegin()
    {
        if (CreatesLeft > 0 && _begun >= View.Limits.MaxBegun)
        {
            Say("QuotaReached", View.Limits.BegunNote);
            WaitUntil(Now + View.Limits.QuotaLook);
            return false;
        }

        return CreatesLeft > 0;
    }

    public SlotDraft? Find(string key) => ByKey.GetValueOrDefault(key);

    public SlotDraft FindOrAdd(string key)
    {
        if (!ByKey.TryGetValue(key, out var slot))
        {
            slot = new SlotDraft(View.Path, key, null);
            ByKey.Add(key, slot);
            _slots.Add(slot);
            _inOrder = false;
        }

        return slot;
    }

    public string NextNodeId() => string.Create(CultureInfo.InvariantCulture, $"{View.Nonce}-{_made}");

    public void Ask(SlotDraft slot, Node node)
    {
        _made++;
        Acts.Add(new Act.Create(slot.Key, node));
    }

    /// <summary>Asks for a machine that was not asked for before.</summary>
    public void AskFirst(SlotDraft slot, Node node)
    {
        if (slot.Lineage.IsReserved)
        {
            slot.Lineage = slot.Lineage with { IsReserved = false };
        }
        else
        {
            _begun++;
        }

        Ask(slot, node);
    }

    /// <summary>Counts the machine that is to come when the slot is empty, so that none is removed that nothing may follow.</summary>
    public void Reserve(SlotDraft slot)
    {
        _begun++;
        slot.Lineage = slot.Lineage with { IsReserved = true };
    }

    public void WaitUntil(DateTimeOffset time) => WaitsUntil = WaitsUntil is { } known && known < time ? known : time;

    /// <summary>What goes is not made any more, nor taken over.</summary>
    public void Unask(Node node) =>
        Acts.RemoveAll(act => (act as Act.Create)?.Node.Id == node.Id || (act as Act.Adopt)?.Node.Id == node.Id);

    public void Say(string type, string message) => Say(new Condition(type, Now, message));

    public void Say(Condition condition) => _conditions.Add(condition);

    /// <summary>An event of the group as a whole; it rides on the group's status.</summary>
    public void Tell(
        EventKind kind,
        string reason,
        string message,
        params ReadOnlySpan<(string Name, string? Value)> evidence
    ) => Events.Add(GroupEvents.Of(View.Path, kind, reason, message, evidence));

    /// <summary>A node whose creation the provider does not grant: more of the same would not come up either.</summary>
    public Node? Refused =>
        _slots
            .SelectMany(slot => slot.Nodes)
            .FirstOrDefault(node =>
                node.State is NodeState.Pending or NodeState.Failed
                && node.Problem
                    is NodeProblem.Quota
                        or NodeProblem.NoCapacity
                        or NodeProblem.Credential
                        or NodeProblem.Refused
            );

    public SourceFacts SourceOf(Node node) => View.SourceOf(node.Source);

    /// <summary>It was made so lately that a list without it says nothing.</summary>
    public bool MayNotBeListedYet(Node node)
    {
        var source = SourceOf(node);
        var isAsMade =
            node.State == NodeState.Provisioning
            || node.State == NodeState.Running && node.Since <= node.MadeAt + source.LongestCall;
        return isAsMade && Now < node.Since + source.ListDelay;
    }

    /// <summary>
    /// When a machine that is missing from the list of its place is gone for certain: after the time that listings lag. A list that shows
    /// nothing at all may be a fault of the place: it is believed when the one before it showed nothing either.
    /// </summary>
    public DateTimeOffset SureAt(SourceFacts source, DateTimeOffset missingSince)
    {
        var sure = missingSince + source.ListDelay;
        if (PlacesSeen.Contains(source.Key))
        {
            return sure;
        }

        var wasSeen = View.Slots.Any(slot =>
            slot.Nodes.Any(node =>
                node is { InstanceId: not null, MissingSince: null }
                && SourceOf(node).Key == source.Key
                && !MayNotBeListedYet(node)
            )
        );
        var again = (wasSeen ? Now : missingSince) + View.Limits.UnsettledLook;
        return sure > again ? sure : again;
    }

    private HashSet<string> PlacesSeen =>
        _placesSeen ??= View.Instances.Select(seen => View.SourceOf(seen.Source).Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Made when it is first needed: a group that has all its nodes never does.</summary>
    private Dictionary<string, SlotDraft> ByKey =>
        _byKey ??= _slots.ToDictionary(slot => slot.Key, StringComparer.Ordinal);
}
