using Kadende.Core.Access;
using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Runtime.Heartbeats;
using Kadende.Runtime.Requests.Plugins;

namespace Kadende.Runtime.Requests;

/// <summary>Says everything that is wrong with a spec: what the language finds and what the plugins find, in the order of the text.</summary>
public sealed class SpecCheck(
    SpecValidation plugins,
    HeartbeatUrl heartbeats,
    SpecPins pins,
    PluginRights rights,
    ClusterFinder finder
)
{
    /// <summary>
    /// Whether the plugins themselves are asked. Asking sends what the spec says to wherever it says, the team's secrets too, which is for
    /// those who may store such a spec; the specs of others are only read.
    /// </summary>
    public static bool Asks(RequestScope scope) => scope.Role >= Role.Editor;

    public async Task<CheckedSpec> CheckAsync(RequestScope scope, string text, CancellationToken cancellationToken)
    {
        var source = SpecSource.Of(text);
        var read = SpecReader.Read(source);
        var (groups, faults) = read switch
        {
            SpecResult.Good good => (good.Spec.Groups, []),
            SpecResult.Faulty faulty => (faulty.SoundGroups, faulty.Faults),
            _ => throw new InvalidOperationException("A spec is good or faulty."),
        };
        // What somebody may not name is not asked either.
        var named = new List<GroupSpec>();
        var refusals = new List<Fault>();
        foreach (var group in groups)
        {
            var refused = await rights.FaultsOfAsync(scope, group, cancellationToken);
            refusals.AddRange(refused);
            if (refused.Count == 0)
            {
                named.Add(group);
            }
        }

        var present = read is SpecResult.Good { Spec.Name: var name }
            ? await PresentAsync(scope, name, cancellationToken)
            : null;
        var answer = await plugins.CheckAsync(scope.Team, named, Asks(scope), present, cancellationToken);
        List<Fault> found = [.. refusals.Distinct(), .. answer.Faults, .. groups.SelectMany(HeartbeatFaults)];
        return read is SpecResult.Good { Spec: var spec } && found.Count == 0
            ? new CheckedSpec.Good(source, spec) { Warnings = answer.Warnings }
            : new CheckedSpec.Faulty(Sorted([.. faults, .. found]));
    }

    /// <summary>How many machines the groups of the cluster have that this spec is for.</summary>
    private async Task<IReadOnlyDictionary<GroupPath, int>> PresentAsync(
        RequestScope scope,
        string name,
        CancellationToken cancellationToken
    )
    {
        var rows = await finder.FindRowsAsync(scope.Team, name, cancellationToken);
        return rows?.Groups.ToDictionary(group => group.Value.Path, group => group.Value.Present) ?? [];
    }

    /// <summary>What is stored of a spec: its text, and the versions that its plugins mean.</summary>
    /// <param name="before">The source that it follows; null for the first.</param>
    public SpecSource SourceOf(CheckedSpec.Good wanted, SpecSource? before) =>
        pins.Choose(wanted.Source, wanted.Spec.Groups, before);

    /// <summary>A cluster keeps its name and id for ever: they are how machines, events and users know it.</summary>
    public static IReadOnlyList<Fault> IdentityFaults(Cluster cluster, ClusterSpec wanted)
    {
        var faults = new List<Fault>();
        if (wanted.Id is { } id && id != cluster.Id)
        {
            faults.Add(
                new Fault(
                    "id",
                    0,
                    0,
                    $"The id of a cluster cannot change: it is '{cluster.Id}'. Leave it out or keep it."
                )
            );
        }

        if (wanted.Name != cluster.Name)
        {
            faults.Add(
                new Fault(
                    "name",
                    0,
                    0,
                    $"The name of a cluster cannot change: it is '{cluster.Name}'. Post the spec as a new cluster instead."
                )
            );
        }

        return faults;
    }

    /// <summary>The script's own place is not known any more; the group's is.</summary>
    private IEnumerable<Fault> HeartbeatFaults(GroupSpec group) =>
        heartbeats.ProblemOf(group) is { } problem
            ? [new Fault($"groups/{group.Path}/init", group.PluginMark.Line, group.PluginMark.Column, problem)]
            : [];

    private static List<Fault> Sorted(IEnumerable<Fault> faults) =>
        [.. faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
}
