using System.Threading.Channels;
using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>
/// Carries out the acts of a plan: in bulk and in parallel as far as each provider takes it, while what came of the first ones is written.
/// </summary>
public sealed class ActRunner(
    CreationActs creations,
    ProviderActs providers,
    FlavourActs flavours,
    GroupWriter writer,
    TimeProvider time
)
{
    internal async Task<ActResults> RunAsync(GroupLook look, IEnumerable<Act> acts, CancellationToken cancellationToken)
    {
        var running = new Running(
            look,
            new ActResults(),
            Channel.CreateUnbounded<SlotOutcome>(),
            flavours.Begin(look.Round)
        );
        var record = RecordAsync(look, running.Done.Reader);
        try
        {
            await Task.WhenAll(ActPortions.Of(look, acts).Select(call => RunAsync(running, call, cancellationToken)));
        }
        finally
        {
            running.Done.Writer.Complete();
            await record;
        }

        return running.Results;
    }

    private sealed record Running(GroupLook Look, ActResults Results, Channel<SlotOutcome> Done, FlavourRound Flavours);

    private Task RunAsync(Running running, ActPortions calling, CancellationToken cancellationToken)
    {
        return SideBySide.ForEachAsync(
            calling.Portions,
            calling.Parallelism,
            async (portion, token) => await RunAsync(running, calling, portion, token),
            cancellationToken
        );
    }

    private async Task RunAsync(
        Running running,
        ActPortions calling,
        Act[] portion,
        CancellationToken cancellationToken
    )
    {
        if (portion[0] is not (Act.Provision or Act.Drain) && running.Look.IsLateAt(time.GetUtcNow()))
        {
            running.Results.Left(portion.Length);
            Tell(running, [.. portion.Select(act => SlotOutcome.Unbegun(running.Look, act))]);
            return;
        }

        var (source, provider) = (calling.Source, calling.Provider);
        switch (portion[0])
        {
            case Act.Create:
                var made = await creations.CreateAsync(
                    running.Look,
                    calling,
                    [.. portion.Cast<Act.Create>()],
                    cancellationToken
                );
                Tell(running, [.. made]);
                break;
            case Act.Destroy:
                await DestroyAsync(running, calling, [.. portion.Cast<Act.Destroy>()], cancellationToken);
                break;
            case Act.Provision or Act.Drain:
                Tell(
                    running,
                    await flavours.RunAsync(running.Flavours, running.Look, source, portion[0], cancellationToken)
                );
                break;
            case Act.Adopt adopt:
                Tell(running, await creations.AdoptAsync(running.Look, calling, adopt, cancellationToken));
                break;
            case Act.Label label:
                await providers.LabelAsync(provider, source.Spec, label, running.Results, cancellationToken);
                break;
            default:
                throw new InvalidOperationException("An act of a kind that does not exist.");
        }
    }

    private async Task DestroyAsync(
        Running running,
        ActPortions calling,
        IReadOnlyList<Act.Destroy> portion,
        CancellationToken cancellationToken
    )
    {
        var properties = calling.Source.Spec.Properties;
        await providers.KeepConsolesAsync(
            running.Look.ClusterId,
            calling.Provider,
            properties,
            portion,
            cancellationToken
        );
        await providers.DestroyAsync(
            calling.Provider,
            [.. portion.Select(act => new DestroyRequest(act.InstanceId, properties, act.Reason, act.Message))],
            running.Results,
            cancellationToken
        );
    }

    private static void Tell(Running running, params ReadOnlySpan<SlotOutcome?> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome is not null)
            {
                running.Results.Count(outcome.IsStep);
                running.Done.Writer.TryWrite(outcome);
            }
        }
    }

    /// <summary>Not cancellable: what the provider did has to be on record.</summary>
    private async Task RecordAsync(GroupLook look, ChannelReader<SlotOutcome> done)
    {
        while (await done.WaitToReadAsync(CancellationToken.None))
        {
            var outcomes = new List<SlotOutcome>();
            while (done.TryRead(out var outcome))
            {
                outcomes.Add(outcome);
            }

            await writer.WriteAsync(look, null, [], SlotOutcome.Merge(look, outcomes), CancellationToken.None);
        }
    }
}
