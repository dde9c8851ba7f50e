using System.Text.Json;
using Kadende.Plugins.Simulated;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Machines;

/// <summary>Machines in our clouds that are not ours: they have no labels, or those of another installation.</summary>
internal sealed class Strangers(World world)
{
    private static readonly IReadOnlyDictionary<string, string>[] Labels =
    [
        new Dictionary<string, string>(StringComparer.Ordinal),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = "somebody" },
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [LabelNames.Installation] = "another",
            [LabelNames.Cluster] = "c1",
            [LabelNames.Group] = "web",
            [LabelNames.Node] = "theirs",
        },
    ];

    private readonly List<string> _all = [];
    private readonly HashSet<string> _adopted = new(StringComparer.Ordinal);

    /// <summary>Makes them, before anything goes wrong.</summary>
    public void Arrive(int count)
    {
        var before = world.Clouds["default"].Machines.Count;
        var provider = new SimulatedProvider(
            world.Clouds,
            Microsoft.Extensions.Options.Options.Create(world.Scenario.Promises),
            world.Time
        );
        for (var number = 0; number < count; number++)
        {
            _ = provider.CreateAsync([RequestOf(number)], CancellationToken.None);
        }

        _all.AddRange(world.Clouds["default"].Machines.Skip(before).Select(machine => machine.Id));
    }

    /// <summary>The id of one; null when there are none.</summary>
    public string? Any(Random chance) => _all.Count == 0 ? null : _all[chance.Next(_all.Count)];

    /// <summary>A person wants it to become a node.</summary>
    public void Adopted(string instanceId) => _adopted.Add(instanceId);

    /// <summary>It is none of ours, and nobody wants it to be.</summary>
    public bool Owns(string instanceId) => _all.Contains(instanceId) && !_adopted.Contains(instanceId);

    private static CreateRequest RequestOf(int number) =>
        new()
        {
            Token = $"stranger{(char)('a' + number)}",
            Properties = JsonSerializer.SerializeToElement(new { zone = "zone-1" }),
            Labels = Labels[number % Labels.Length],
            Init = null,
            LogicalId = null,
        };
}
