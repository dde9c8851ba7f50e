using System.Collections.Concurrent;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Runtime.Passes;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Flavours;

/// <summary>Asks flavours that judge about machines that they have configured, and adds what they say to what the checks said.</summary>
public sealed class FlavourHealth(FlavourCalls calls, FlavourPeers peers, TimeProvider time)
{
    /// <returns>The looks, with the word of flavours in those of nodes that they have one on.</returns>
    internal async Task<IReadOnlyDictionary<string, HealthLook>> AddAsync(
        Round round,
        HealthQuestion question,
        IReadOnlyDictionary<string, HealthLook> looks,
        CancellationToken cancellationToken
    )
    {
        if (!question.Sources.Any(source => source.Facts.Judges))
        {
            return looks;
        }

        var all = new ConcurrentDictionary<string, HealthLook>(looks, StringComparer.Ordinal);
        var calling = new FlavourRound(round, peers, time.GetTimestamp());
        await SideBySide.ForEachAsync(
            Targets(question.Sources, question.Slots, question.Instances),
            FlavourActs.Parallelism,
            async (target, token) =>
            {
                var readings = await ReadAsync(calling, target, token);
                all[target.Node.Id] = Combine(all.GetValueOrDefault(target.Node.Id), readings);
            },
            cancellationToken
        );
        return all;
    }

    private static IEnumerable<FlavourTarget> Targets(
        IReadOnlyList<GroupSource> sources,
        IEnumerable<Slot> slots,
        IReadOnlyList<ObservedInstance> instances
    )
    {
        var judged = sources.Where(source => source.Facts.Judges).ToDictionary(source => source.Key);
        var up = new Dictionary<string, Instance>(StringComparer.Ordinal);
        foreach (var seen in instances.Where(seen => seen.Instance.State == InstanceState.Running))
        {
            up[seen.Instance.Id] = seen.Instance;
        }

        foreach (var (slot, node) in slots.SelectMany(slot => slot.Nodes.Select(node => (slot, node))))
        {
            if (
                node is { State: NodeState.Running or NodeState.Unhealthy, Health.ByFlavour: false }
                && judged.TryGetValue(node.Source, out var source)
                && up.TryGetValue(node.InstanceId ?? "", out var instance)
            )
            {
                yield return new FlavourTarget(slot.Key, node, instance, source);
            }
        }
    }

    private async Task<IReadOnlyList<(string Flavour, HealthReading Reading)>> ReadAsync(
        FlavourRound round,
        FlavourTarget target,
        CancellationToken cancellationToken
    )
    {
        var readings = new List<(string, HealthReading)>();
        for (var index = 0; index < target.Flavours.Count; index++)
        {
            var reading = await calls.CallAsync(
                round,
                target,
                index,
                (flavour, call, token) => flavour.Description.Checks ? flavour.CheckAsync(call, token) : Silent,
                why => new HealthReading.Unknown(why),
                cancellationToken
            );
            if (reading is not null)
            {
                readings.Add((target.Flavours[index].Name, reading));
            }
        }

        return readings;
    }

    /// <summary>
    /// A flavour that says that a machine is ill is believed, whatever the checks say; without a word of any the machine is as its
    /// provider says, which is up.
    /// </summary>
    private static HealthLook Combine(
        HealthLook? checks,
        IReadOnlyList<(string Flavour, HealthReading Reading)> readings
    )
    {
        var bad = readings.Where(one => one.Reading is HealthReading.Unhealthy).ToList();
        var unclear = readings.Where(one => one.Reading is HealthReading.Unknown).ToList();
        return (bad, unclear, checks) switch
        {
            ({ Count: > 0 }, _, HealthLook.Bad also) => new HealthLook.Bad(
                $"{also.Reason}; {Reasons(bad)}",
                also.Check is null ? Names(bad) : $"{also.Check}, {Names(bad)}"
            ),
            ({ Count: > 0 }, _, _) => new HealthLook.Bad(Reasons(bad), Names(bad)),
            (_, { Count: > 0 }, HealthLook.Good or null) => new HealthLook.Unclear(Reasons(unclear), Names(unclear)),
            _ => checks ?? new HealthLook.Good(),
        };
    }

    private static string Names(IEnumerable<(string Flavour, HealthReading)> readings) =>
        string.Join(", ", readings.Select(one => one.Flavour).Distinct(StringComparer.Ordinal));

    private static string Reasons(IEnumerable<(string, HealthReading Reading)> readings) =>
        string.Join(
            "; ",
            readings.Select(one =>
                one.Reading switch
                {
                    HealthReading.Unhealthy unhealthy => unhealthy.Reason,
                    HealthReading.Unknown unknown => unknown.Reason,
                    _ => "",
                }
            )
        );

    private static Task<HealthReading?> Silent { get; } = Task.FromResult<HealthReading?>(null);
}
