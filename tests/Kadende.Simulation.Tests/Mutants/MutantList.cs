using System.Globalization;
using System.Text.RegularExpressions;
using Kadende.Core.Access;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Providers;
using Kadende.Simulation.Tests.Stores;

namespace Kadende.Simulation.Tests.Mutants;

/// <summary>Mistakes that a product like ours could have. Each must be found.</summary>
internal static partial class MutantList
{
    public static readonly IReadOnlyDictionary<string, Mutant> All = new Dictionary<string, Mutant>(
        StringComparer.Ordinal
    )
    {
        ["every call has a token of its own"] = new()
        {
            Breaks = ["A node never gets a second machine"],
            Provider = real =>
            {
                var calls = 0;
                return new ProviderMutant(real)
                {
                    Asked = request =>
                        request with
                        {
                            Token = string.Create(CultureInfo.InvariantCulture, $"{request.Token}x{++calls}"),
                        },
                };
            },
        },
        ["there is no breaker"] = Reads("No ill node is replaced", text => Breaker().Replace(text, "breaker: 10000")),
        ["an empty list is read as gone"] = new()
        {
            Breaks = ["A machine that exists is never taken for gone"],
            Store = real => new SpecMutant(real, text => text, change => change) { Slots = MissingForLong },
        },
        ["each node has a repair budget of its own"] = Reads(
            "Never more nodes",
            text => InFlight().Replace(text, "maxInFlight: 10000")
        ),
        ["an update may take every node at once"] = Reads(
            "Our own action never leaves fewer",
            text => Unavailable().Replace(text, "maxUnavailable: 100%")
        ),
        ["what an update empties is not counted"] = Reads(
            "No more slots are emptied at once",
            text => Unavailable().Replace(text, "maxUnavailable: 100%")
        ),
        ["a pause is not heard of"] = Reads(
            "A group that is paused or freed",
            text => text.Replace("paused: true", "paused: false", StringComparison.Ordinal)
        ),
        ["surge is not counted"] = Reads("Never more nodes", text => Surge().Replace(text, "maxSurge: 10000")),
        ["unknown is read as unhealthy"] = new()
        {
            Breaks = ["No node is removed but for a reason"],
            Check = real => new CheckMutant(real),
        },
        ["changes rest on nothing but their own slot"] = Writes(
            [
                "Never more nodes",
                "Nodes that are too many go",
                "Our own action never leaves fewer",
                "No more slots are emptied",
            ],
            change => change is RowChange.PutGroup put ? put with { IsFence = false } : change
        ),
        ["removals are not told"] = Writes(
            ["Every machine that we remove was told of"],
            change => change with { Events = [.. change.Events.Where(told => told.Kind != EventKind.NodeDeleting)] }
        ),
        ["a healthy neighbour is removed besides"] = new()
        {
            Breaks = ["Every machine that we remove was told of"],
            Provider = real => new ProviderMutant(real)
            {
                RemovedBesides = listed => listed.FirstOrDefault(one => one.State == InstanceState.Running)?.Id,
            },
        },
        ["no machine has time to let go of its work"] = Reads(
            "A machine that we remove has let go",
            text => DrainTimeout().Replace(text, "drainTimeout: 0s")
        ),
        ["a stranger is removed besides"] = new()
        {
            Breaks = ["A machine that is not ours"],
            Provider = real => new ProviderMutant(real) { RemovedBesides = _ => "sim-1-strangera" },
        },
        ["a spec's size is one too small"] = Reads("Everything is as wanted", text => Size().Replace(text, "size: 1")),
        ["times of a schedule are not heard of"] = Reads(
            "Everything is as wanted",
            text => Schedule().Replace(text, "")
        ),
        ["each process counts for itself what it began"] = new()
        {
            Breaks = ["A team never begins more"],
            Budgets = _ => new MemoryRecordStore<CreateBudget>(new MemoryRecords<CreateBudget>(), new OpenWire()),
        },
        ["unknown machines are left alone"] = Reads(
            "Everything is as wanted",
            text => text.Replace("unknownInstances: delete", "unknownInstances: ignore", StringComparison.Ordinal)
        ),
    };

    private static Mutant Reads(string breaks, Func<string, string> read) =>
        new() { Breaks = [breaks], Store = real => new SpecMutant(real, read, change => change) };

    private static Mutant Writes(IReadOnlyList<string> breaks, Func<RowChange, RowChange> change) =>
        new() { Breaks = breaks, Store = real => new SpecMutant(real, text => text, change) };

    /// <summary>Every node as if it had been missing from all lists before this one.</summary>
    private static Stored<Slot> MissingForLong(Stored<Slot> row) =>
        row with
        {
            Value = row.Value with
            {
                Nodes = [.. row.Value.Nodes.Select(node => node with { MissingSince = node.CreatedAt })],
            },
        };

    [GeneratedRegex("breaker: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex Breaker();

    [GeneratedRegex("maxInFlight: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex InFlight();

    [GeneratedRegex("maxUnavailable: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex Unavailable();

    [GeneratedRegex("maxSurge: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex Surge();

    [GeneratedRegex(", schedule: .*]", RegexOptions.None, 1000)]
    private static partial Regex Schedule();

    [GeneratedRegex("drainTimeout: [0-9]+[sm]", RegexOptions.None, 1000)]
    private static partial Regex DrainTimeout();

    [GeneratedRegex("size: [0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Size();
}
