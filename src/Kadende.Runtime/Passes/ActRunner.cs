using System.Threading.Channels;
using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>
/// Carries out the acts of a plan: in bulk and in parallel as far as each provider takes it, while what came of the first ones is written.
/// </summary>
public sealed class ActRunner(
    ProviderActs providers,
    FlavourActs flavours,
    GroupWriter writer,
    CreateRequests requests,
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
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = calling.Parallelism,
            CancellationToken = cancellationToken,
        };
        return Parallel.ForEachAsync(
            calling.Portions,
            parallel,
            async (portion, token) => await RunAsync(running, calling, portion, token)
        );
    }

    private async Task RunAsync(
        Running running,
        ActPortions calling,
        Act[] portion,
        CancellationToken cancellationToken
    )
    {
        var (source, provider) = (calling.Source, calling.Provider);
        switch (portion[0])
        {
            case Act.Create:
                await CreateAsync(running, calling, [.. portion.Cast<Act.Create>()], cancellationToken);
                break;
            case Act.Destroy:
                var removals = portion
                    .Cast<Act.Destroy>()
                    .Select(act => new DestroyRequest(act.InstanceId, source.Spec.Properties, act.Reason));
                await providers.KeepConsolesAsync(
                    running.Look.ClusterId,
                    provider,
                    source.Spec.Properties,
                    [.. portion.Cast<Act.Destroy>()],
                    cancellationToken
                );
                await providers.DestroyAsync(provider, [.. removals], running.Results, cancellationToken);
                break;
            case Act.Provision or Act.Drain:
                Tell(
                    running,
                    await flavours.RunAsync(running.Flavours, running.Look, source, portion[0], cancellationToken)
                );
                break;
            case Act.Adopt adopt:
                await AdoptAsync(running, calling, adopt, cancellationToken);
                break;
            case Act.Label label:
                await providers.LabelAsync(provider, source.Spec, label, running.Results, cancellationToken);
                break;
            default:
                throw new InvalidOperationException("An act of a kind that does not exist.");
        }
    }

    private async Task CreateAsync(
        Running running,
        ActPortions calling,
        IReadOnlyList<Act.Create> portion,
        CancellationToken cancellationToken
    )
    {
        var (look, spec) = (running.Look, calling.Source.Spec);
        var answers = requests.ProblemOf(spec) is { } problem
            ? [.. portion.Select(_ => new CreateResult.Failed(problem))]
            : await AskAsync(look, calling, portion, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var (act, answer) in portion.Zip(answers))
        {
            Tell(
                running,
                new SlotOutcome(
                    act.SlotKey,
                    act.Node.Id,
                    IsStep: answer is CreateResult.Created,
                    slot => CreateOutcomes.Apply(slot, act.Node.Id, answer, spec, calling.Source.Facts, now)
                )
            );
        }
    }

    private async Task AdoptAsync(
        Running running,
        ActPortions calling,
        Act.Adopt adopt,
        CancellationToken cancellationToken
    )
    {
        var (look, spec) = (running.Look, calling.Source.Spec);
        var failure = await providers.AdoptAsync(
            calling.Provider,
            await requests.AdoptionAsync(look, spec, adopt.Node, cancellationToken),
            cancellationToken
        );
        var now = time.GetUtcNow();
        Tell(
            running,
            new SlotOutcome(
                adopt.SlotKey,
                adopt.Node.Id,
                IsStep: failure is null,
                slot => failure is null ? null : AdoptOutcomes.Failed(slot, adopt.Node.Id, failure, now)
            )
        );
    }

    private static void Tell(Running running, SlotOutcome? outcome)
    {
        if (outcome is null)
        {
            return;
        }

        running.Results.Count(outcome.IsStep);
        running.Done.Writer.TryWrite(outcome);
    }

    private async Task<IReadOnlyList<CreateResult>> AskAsync(
        GroupLook look,
        ActPortions calling,
        IReadOnlyList<Act.Create> portion,
        CancellationToken cancellationToken
    )
    {
        var asked = new List<CreateRequest>(portion.Count);
        foreach (var act in portion)
        {
            var request = await requests.OfAsync(look, calling.Source.Spec, act, cancellationToken);
            asked.Add(flavours.Prepare(calling.Source, act, request));
        }

        return await providers.CreateAsync(calling.Provider, asked, cancellationToken);
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
