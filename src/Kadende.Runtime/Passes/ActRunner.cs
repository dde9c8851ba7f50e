using System.Threading.Channels;
using Kadende.Core.Planning;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>
/// Carries out the acts of a plan: in bulk and in parallel as far as each provider takes it, while what came of the first ones is written.
/// </summary>
public sealed class ActRunner(
    ProviderActs providers,
    GroupWriter writer,
    IInstallationStore installation,
    TimeProvider time
)
{
    /// <summary>How many acts share a call at most, so that what came of the first ones is on record while the last ones run.</summary>
    private const int Portion = 250;

    internal async Task<ActResults> RunAsync(GroupLook look, IEnumerable<Act> acts, CancellationToken cancellationToken)
    {
        var running = new Running(
            look,
            await installation.ReadIdAsync(cancellationToken),
            new ActResults(),
            Channel.CreateUnbounded<SlotChange>()
        );
        var record = RecordAsync(look, running.Done.Reader);
        try
        {
            await Task.WhenAll(Calls(look, acts).Select(call => RunAsync(running, call, cancellationToken)));
        }
        finally
        {
            running.Done.Writer.Complete();
            await record;
        }

        return running.Results;
    }

    private sealed record Running(GroupLook Look, string InstallationId, ActResults Results, Channel<SlotChange> Done);

    /// <summary>Acts of one kind on one source, in portions that the provider takes in one call.</summary>
    private sealed record Calling(GroupSource Source, IProvider Provider, IReadOnlyList<Act[]> Portions);

    private static IEnumerable<Calling> Calls(GroupLook look, IEnumerable<Act> acts)
    {
        foreach (var same in acts.GroupBy(act => (Generation: GenerationOf(act), act.GetType())))
        {
            var source = look.Sources.FirstOrDefault(source => source.Generation == same.Key.Generation);
            if (source is { Provider: { } provider })
            {
                var size = PortionOf(same.First(), provider.Description.Capabilities);
                yield return new Calling(source, provider, [.. same.Chunk(size)]);
            }
        }
    }

    private static long GenerationOf(Act act) =>
        act switch
        {
            Act.Create create => create.Node.Generation,
            Act.Destroy destroy => destroy.Generation,
            Act.Label label => label.Generation,
            _ => throw new InvalidOperationException("An act of a kind that does not exist."),
        };

    private static int PortionOf(Act act, ProviderCapabilities can) =>
        act switch
        {
            Act.Create => Math.Clamp(can.CreateBatch, 1, Portion),
            Act.Destroy => Math.Clamp(can.DestroyBatch, 1, Portion),
            _ => 1,
        };

    private Task RunAsync(Running running, Calling calling, CancellationToken cancellationToken)
    {
        var most = Math.Max(1, calling.Provider.Description.Capabilities.Parallelism);
        return Parallel.ForEachAsync(
            calling.Portions,
            SideBySide.AtMost(most, cancellationToken),
            async (portion, token) => await RunAsync(running, calling, portion, token)
        );
    }

    private async Task RunAsync(Running running, Calling calling, Act[] portion, CancellationToken cancellationToken)
    {
        var (source, provider) = (calling.Source, calling.Provider);
        switch (portion[0])
        {
            case Act.Create:
                await CreateAsync(running, calling, [.. portion.Cast<Act.Create>()], cancellationToken);
                break;
            case Act.Destroy:
                var requests = portion
                    .Cast<Act.Destroy>()
                    .Select(act => new DestroyRequest(act.InstanceId, source.Spec.Properties, act.Reason));
                await providers.DestroyAsync(provider, [.. requests], running.Results, cancellationToken);
                break;
            case Act.Label label:
                var request = new LabelRequest(label.InstanceId, source.Spec.Properties, label.Labels);
                await providers.LabelAsync(provider, request, running.Results, cancellationToken);
                break;
            default:
                throw new InvalidOperationException("An act of a kind that does not exist.");
        }
    }

    private async Task CreateAsync(
        Running running,
        Calling calling,
        IReadOnlyList<Act.Create> portion,
        CancellationToken cancellationToken
    )
    {
        var (look, spec) = (running.Look, calling.Source.Spec);
        var requests = portion.Select(act => CreateRequests.Of(look, spec, act, running.InstallationId)).ToList();
        var answers = await providers.CreateAsync(calling.Provider, requests, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var (act, answer) in portion.Zip(answers))
        {
            running.Results.Count(answer is CreateResult.Created);
            var slot = look.Slots[act.SlotKey].Value;
            running.Done.Writer.TryWrite(CreateOutcomes.Apply(slot, act.Node.Id, answer, spec, now));
        }
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
