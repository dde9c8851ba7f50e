using System.Collections.Concurrent;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Runtime.Passes;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Flavours;

/// <summary>Asks flavours that judge about machines that they have configured, and adds what they say to what the checks said.</summary>
public sealed class FlavourHealth(
    FlavourCalls calls,
    FlavourPeers peers,
    IOptions<PassOptions> options,
    TimeProvider time
)
{
    /// <summary>Who has not answered by then has said nothing in this look.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(20);

    /// <summary>How long a look begins to ask: who was not asked then is asked by a later look.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>The word of flavours on each node that they judge, by its id.</returns>
    internal async Task<IReadOnlyDictionary<string, FlavourWord>> AskAsync(
        Round round,
        HealthQuestion question,
        CancellationToken cancellationToken
    )
    {
        var words = new ConcurrentDictionary<string, FlavourWord>(StringComparer.Ordinal);
        if (!question.Sources.Any(source => source.Facts.Judges))
        {
            return words;
        }

        var calling = new FlavourRound(round, peers, time.GetTimestamp());
        using var end = new CancellationTokenSource(LongestLook, time);
        await SideBySide.ForEachAsync(
            SideBySide.Turned(Targets(question.Sources, question.Slots, question.Instances), time.GetUtcNow()),
            options.Value.ProbeParallelism,
            async (target, token) =>
                words[target.Node.Id] = new FlavourWord(
                    await ReadInTimeAsync(calling, target, end.Token, token),
                    time.GetTimestamp()
                ),
            cancellationToken
        );
        return words;
    }

    /// <summary>What checks and flavours say together.</summary>
    internal static IReadOnlyDictionary<string, HealthAnswer> Combine(
        IReadOnlyDictionary<string, HealthAnswer> checks,
        IReadOnlyDictionary<string, FlavourWord> words,
        bool hasChecks
    )
    {
        var all = new Dictionary<string, HealthAnswer>(checks, StringComparer.Ordinal);
        foreach (var (node, word) in words)
        {
            var said = checks.GetValueOrDefault(node);
            if (Combine(said?.Look, word.Readings, hasChecks) is { } look)
            {
                all[node] = new HealthAnswer(look, Math.Min(said?.At ?? word.At, word.At));
            }
            else
            {
                all.Remove(node);
            }
        }

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

    /// <returns>Null: it was not asked, or did not answer, in time.</returns>
    private async Task<IReadOnlyList<(string, HealthReading)>?> ReadInTimeAsync(
        FlavourRound round,
        FlavourTarget target,
        CancellationToken end,
        CancellationToken cancellationToken
    )
    {
        if (time.GetElapsedTime(round.BeganAt) > Patience)
        {
            return null;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(end, cancellationToken);
        try
        {
            return await ReadAsync(round, target, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
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
    /// A flavour that says that a machine is ill is believed, whatever the checks say. That a machine is well needs the word of all who
    /// are asked: where there are no checks and the flavours have nothing to say, it is as its provider says, which is up.
    /// </summary>
    /// <returns>Null: nothing can be said, as one of them has not answered.</returns>
    private static HealthLook? Combine(
        HealthLook? checks,
        IReadOnlyList<(string Flavour, HealthReading Reading)>? readings,
        bool hasChecks
    )
    {
        if (readings is null)
        {
            return checks is HealthLook.Good ? null : checks;
        }

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
            (_, _, null) => hasChecks ? null : new HealthLook.Good(),
            _ => checks,
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
