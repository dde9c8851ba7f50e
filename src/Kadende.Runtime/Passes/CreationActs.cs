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

    /// <summary>When flavours that gave no answer are asked again.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    internal async Task<IReadOnlyList<SlotOutcome?>> CreateAsync(
        GroupLook look,
        ActPortions calling,
        IReadOnlyList<Act.Create> portion,
        CancellationToken cancellationToken
    )
    {
        var (spec, facts) = (calling.Source.Spec, calling.Source.Facts);
        IReadOnlyList<CreateResult?> answers = requests.ProblemOf(spec) is { } problem
            ? [.. portion.Select(_ => new CreateResult.Failed(problem))]
            : await AskAsync(look, calling, portion, cancellationToken);
        var now = time.GetUtcNow();
        return
        [
            .. portion.Zip(
                answers,
                (act, answer) =>
                    answer is null
                        ? SlotOutcome.Unbegun(look, act)
                        : new SlotOutcome(
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

    /// <returns>Null in place of a result: there was no time left to ask.</returns>
    private async Task<IReadOnlyList<CreateResult?>> AskAsync(
        GroupLook look,
        ActPortions calling,
        IReadOnlyList<Act.Create> portion,
        CancellationToken cancellationToken
    )
    {
        var asked = new Asked?[portion.Count];
        var results = new CreateResult?[portion.Count];
        await SideBySide.ForEachAsync(
            Enumerable.Range(0, portion.Count),
            Prepared,
            async (i, token) => (asked[i], results[i]) = await PrepareAsync(look, calling, i, portion[i], token),
            cancellationToken
        );
        // The requests of one call share their properties, and flavours may give each machine its own.
        await SideBySide.ForEachAsync(
            asked.OfType<Asked>().GroupBy(one => one.Request.Properties.GetRawText(), StringComparer.Ordinal),
            Math.Max(1, calling.Parallelism / calling.Portions.Count),
            async (alike, token) =>
            {
                // Here and not only before the first step: whoever comes after us counts on it that no call begins any later.
                if (look.IsLateAt(time.GetUtcNow()))
                {
                    return;
                }

                var answers = await providers.CreateAsync(
                    calling.Provider,
                    [.. alike.Select(one => one.Request)],
                    token
                );
                foreach (var (one, answer) in alike.Zip(answers))
                {
                    results[one.Place] = answer;
                }
            },
            cancellationToken
        );
        return results;
    }

    /// <param name="Place">Its place in the portion.</param>
    private sealed record Asked(int Place, CreateRequest Request);

    private async Task<(Asked? Asked, CreateResult? Failed)> PrepareAsync(
        GroupLook look,
        ActPortions calling,
        int place,
        Act.Create act,
        CancellationToken cancellationToken
    )
    {
        var (source, provider) = (calling.Source, calling.Provider);
        var request = await requests.OfAsync(look, source.Spec, act, cancellationToken);
        try
        {
            var shaped = await flavours.PrepareAsync(source, provider, act, request, cancellationToken);
            return (new Asked(place, shaped), null);
        }
        catch (ProviderUnavailableException failure) when (request.UnansweredSince is null)
        {
            // The provider was not asked, now or before: no machine can come of it.
            return (null, new CreateResult.Failed(new ThrottledException(failure.Message, Soon, failure)));
        }
        catch (ProviderException failure)
        {
            return (null, new CreateResult.Failed(failure));
        }
    }
}
