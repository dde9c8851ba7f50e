using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>Asks providers for machines: new ones, shaped by their flavours, and existing ones that are to be ours.</summary>
public sealed class CreationActs(
    ProviderActs providers,
    CreateRequests requests,
    FlavourActs flavours,
    TimeProvider time
)
{
    /// <summary>How many requests flavours are shown at once.</summary>
    private const int Prepared = 16;

    internal async Task<IReadOnlyList<SlotOutcome>> CreateAsync(
        GroupLook look,
        ActPortions calling,
        IReadOnlyList<Act.Create> portion,
        CancellationToken cancellationToken
    )
    {
        var (spec, facts) = (calling.Source.Spec, calling.Source.Facts);
        IReadOnlyList<CreateResult> answers = requests.ProblemOf(spec) is { } problem
            ? [.. portion.Select(_ => new CreateResult.Failed(problem))]
            : await AskAsync(look, calling, portion, cancellationToken);
        var now = time.GetUtcNow();
        return
        [
            .. portion.Zip(
                answers,
                (act, answer) =>
                    new SlotOutcome(
                        act.SlotKey,
                        act.Node.Id,
                        IsStep: answer is CreateResult.Created,
                        slot => CreateOutcomes.Apply(slot, act.Node.Id, answer, spec, facts, now)
                    )
            ),
        ];
    }

    internal async Task<SlotOutcome> AdoptAsync(
        GroupLook look,
        ActPortions calling,
        Act.Adopt adopt,
        CancellationToken cancellationToken
    )
    {
        var request = await requests.AdoptionAsync(look, calling.Source.Spec, adopt.Node, cancellationToken);
        var failure = await providers.AdoptAsync(calling.Provider, request, cancellationToken);
        var now = time.GetUtcNow();
        return new SlotOutcome(
            adopt.SlotKey,
            adopt.Node.Id,
            IsStep: failure is null,
            slot => failure is null ? null : AdoptOutcomes.Failed(slot, adopt.Node.Id, failure, now)
        );
    }

    private async Task<IReadOnlyList<CreateResult>> AskAsync(
        GroupLook look,
        ActPortions calling,
        IReadOnlyList<Act.Create> portion,
        CancellationToken cancellationToken
    )
    {
        var prepared = new (CreateRequest? Request, CreateResult.Failed? Failed)[portion.Count];
        await SideBySide.ForEachAsync(
            Enumerable.Range(0, portion.Count),
            Prepared,
            async (i, token) => prepared[i] = await PrepareAsync(look, calling.Source, portion[i], token),
            cancellationToken
        );
        var asked = prepared.Select(one => one.Request).OfType<CreateRequest>().ToList();
        var answers = new Queue<CreateResult>(
            asked.Count == 0 ? [] : await providers.CreateAsync(calling.Provider, asked, cancellationToken)
        );
        return [.. prepared.Select(one => one.Failed ?? answers.Dequeue())];
    }

    private async Task<(CreateRequest? Request, CreateResult.Failed? Failed)> PrepareAsync(
        GroupLook look,
        GroupSource source,
        Act.Create act,
        CancellationToken cancellationToken
    )
    {
        var request = await requests.OfAsync(look, source.Spec, act, cancellationToken);
        try
        {
            return (await flavours.PrepareAsync(source, act, request, cancellationToken), null);
        }
        catch (ProviderException failure)
        {
            return (null, new CreateResult.Failed(failure));
        }
    }
}
