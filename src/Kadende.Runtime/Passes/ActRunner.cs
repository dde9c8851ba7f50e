using System.Threading.Channels;
using Kadende.Core.Planning;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>
/// Carries out the acts of a plan: in bulk and in parallel as far as each provider takes it, while what came of the first ones is written.
/// </summary>
public sealed class ActRunner(ProviderActs providers, GroupWriter writer, CreateRequests requests, TimeProvider time)
{
    internal async Task<ActResults> RunAsync(GroupLook look, IEnumerable<Act> acts, CancellationToken cancellationToken)
    {
        var running = new Running(look, new ActResults(), Channel.CreateUnbounded<SlotChange>());
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

    private sealed record Running(GroupLook Look, ActResults Results, Channel<SlotChange> Done);

    private Task RunAsync(Running running, ActPortions calling, CancellationToken cancellationToken)
    {
        var most = Math.Max(1, calling.Provider.Description.Capabilities.Parallelism);
        return SideBySide.ForEachAsync(
            calling.Portions,
            most,
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
                await providers.DestroyAsync(provider, [.. removals], running.Results, cancellationToken);
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
            running.Results.Count(answer is CreateResult.Created);
            var slot = look.Slots[act.SlotKey].Value;
            running.Done.Writer.TryWrite(
                CreateOutcomes.Apply(slot, act.Node.Id, answer, spec, calling.Source.Facts, now)
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
        var request = await requests.AdoptionAsync(look, spec, adopt.Node, cancellationToken);
        var failure = await providers.AdoptAsync(calling.Provider, request, cancellationToken);
        running.Results.Count(failure is null);
        if (
            failure is not null
            && AdoptOutcomes.Failed(look.Slots[adopt.SlotKey].Value, adopt.Node.Id, failure, time.GetUtcNow())
                is { } change
        )
        {
            running.Done.Writer.TryWrite(change);
        }
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
            asked.Add(await requests.OfAsync(look, calling.Source.Spec, act, cancellationToken));
        }

        return await providers.CreateAsync(calling.Provider, asked, cancellationToken);
    }

    /// <summary>Not cancellable: what the provider did has to be on record.</summary>
    private async Task RecordAsync(GroupLook look, ChannelReader<SlotChange> done)
    {
        while (await done.WaitToReadAsync(CancellationToken.None))
        {
            var changes = new List<SlotChange>();
            while (done.TryRead(out var change))
            {
                changes.Add(change);
            }

            await writer.WriteAsync(look, null, [], changes, CancellationToken.None);
        }
    }
}
