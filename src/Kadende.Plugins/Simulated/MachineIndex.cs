using Kadende.Sdk;

namespace Kadende.Plugins.Simulated;

/// <summary>The machines of a cloud by id, by token and by group, so that a listing of one group looks at no other.</summary>
internal sealed class MachineIndex
{
    private readonly Dictionary<string, SimulatedMachine> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedMachine> _byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedList<long, SimulatedMachine>> _byGroup = new(StringComparer.Ordinal);

    public IEnumerable<SimulatedMachine> All => _byId.Values.OrderBy(machine => machine.Number);

    public SimulatedMachine? Find(string id) => _byId.GetValueOrDefault(id);

    public SimulatedMachine? FindByToken(string token) => _byToken.GetValueOrDefault(token);

    public void Add(SimulatedMachine machine)
    {
        _byId.Add(machine.Shown.Id, machine);
        _byToken.TryAdd(machine.Token, machine);
        AddToGroup(machine);
    }

    public void Relabel(SimulatedMachine machine, IReadOnlyDictionary<string, string> labels)
    {
        RemoveFromGroup(machine);
        machine.Relabel(labels);
        AddToGroup(machine);
    }

    public void Remove(SimulatedMachine machine)
    {
        _byId.Remove(machine.Shown.Id);
        if (_byToken.GetValueOrDefault(machine.Token) == machine)
        {
            _byToken.Remove(machine.Token);
        }

        RemoveFromGroup(machine);
    }

    /// <summary>Those that may carry the labels, in the order in which they were made.</summary>
    public IEnumerable<SimulatedMachine> Candidates(IReadOnlyDictionary<string, string> labels)
    {
        if (!labels.ContainsKey(LabelNames.Cluster) || !labels.ContainsKey(LabelNames.Group))
        {
            return All;
        }

        return _byGroup.TryGetValue(GroupOf(labels), out var group) ? group.Values : [];
    }

    private void AddToGroup(SimulatedMachine machine)
    {
        var key = GroupOf(machine.Shown.Labels);
        if (!_byGroup.TryGetValue(key, out var group))
        {
            group = [];
            _byGroup.Add(key, group);
        }

        group.Add(machine.Number, machine);
    }

    private void RemoveFromGroup(SimulatedMachine machine)
    {
        var key = GroupOf(machine.Shown.Labels);
        if (_byGroup.TryGetValue(key, out var group) && group.Remove(machine.Number) && group.Count == 0)
        {
            _byGroup.Remove(key);
        }
    }

    private static string GroupOf(IReadOnlyDictionary<string, string> labels) =>
        $"{labels.GetValueOrDefault(LabelNames.Cluster)}\n{labels.GetValueOrDefault(LabelNames.Group)}";
}
