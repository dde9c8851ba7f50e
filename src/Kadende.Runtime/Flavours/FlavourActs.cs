using Kadende.Core.Planning;
using Kadende.Plugins.Catalog;
using Kadende.Runtime.Passes;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Flavours;

/// <summary>Carries out what plans ask of flavours.</summary>
public sealed class FlavourActs(
    FlavourCalls calls,
    FlavourNodes nodes,
    FlavourPeers peers,
    ShapedRequests shapes,
    TimeProvider time
)
{
    /// <summary>How many machines of a group flavours are called about at once.</summary>
    public const int Parallelism = 32;

    /// <summary>How long a look begins calls: who was not asked then is asked by a later look.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What all calls of one look share.</summary>
    internal FlavourRound Begin(Round round) => new(round, peers, time.GetTimestamp());

    /// <summary>What the provider is asked for, shaped by each flavour in turn.</summary>
    /// <exception cref="ProviderException">A flavour refuses, could not be asked, or changed what it may not.</exception>
    internal async Task<CreateRequest> PrepareAsync(
        GroupSource source,
        IProvider provider,
        Act.Create create,
        CreateRequest request,
        CancellationToken cancellationToken
    )
    {
        var canExec = nodes.CanReach(provider, source.Spec);
        var shaped = request;
        foreach (var (spec, flavour) in source.Spec.Flavours.Zip(source.Flavours))
        {
            if (flavour is not null)
            {
                var plan = new FlavourPlan(spec.Properties, create.Node.Id, create.SlotKey, canExec)
                {
                    Group = source.Spec.Path.Value,
                    GroupSize = source.Spec.Slots.Count,
                    LogicalIds = source.Spec.HasLogicalIds ? source.Spec.Slots : [],
                };
                shaped = await calls.PrepareAsync(flavour, plan, shaped, cancellationToken);
            }
        }

        return await shapes.CheckAsync(provider, request, shaped, cancellationToken);
    }

    /// <summary>Calls the flavours of one machine.</summary>
    /// <returns>Null when this look has taken long enough already.</returns>
    internal async Task<SlotOutcome?> RunAsync(
        FlavourRound round,
        GroupLook look,
        GroupSource source,
        Act act,
        CancellationToken cancellationToken
    )
    {
        if (time.GetElapsedTime(round.BeganAt) > Patience)
        {
            return null;
        }

        switch (act)
        {
            case Act.Provision provision:
                var hasChecks = (look.View.Wanted ?? source.Spec).Health.Checks.Count > 0 || source.Facts.Judges;
                var target = FlavourTarget.Of(look, provision.SlotKey, provision.Node, source);
                return await ProvisionAsync(round, target, hasChecks, cancellationToken);
            case Act.Drain drain:
                return await DrainAsync(
                    round,
                    FlavourTarget.Of(look, drain.SlotKey, drain.Node, source),
                    cancellationToken
                );
            default:
                throw new InvalidOperationException("This act is not about flavours.");
        }
    }

    /// <summary>Calls the flavours that are not done yet, in order, until one has more to do.</summary>
    private async Task<SlotOutcome> ProvisionAsync(
        FlavourRound round,
        FlavourTarget target,
        bool hasChecks,
        CancellationToken cancellationToken
    )
    {
        var done = target.Node.FlavoursDone;
        FlavourAnswer last = new FlavourAnswer.Done();
        while (done < target.Flavours.Count)
        {
            last = await calls.CallAsync(
                round,
                target,
                done,
                (flavour, call, token) => flavour.Description.Provisions ? flavour.ProvisionAsync(call, token) : Done,
                why => new FlavourAnswer.Working(why),
                cancellationToken
            );
            if (last is not FlavourAnswer.Done)
            {
                break;
            }

            done++;
        }

        var now = time.GetUtcNow();
        return new SlotOutcome(
            target.SlotKey,
            target.Node.Id,
            IsStep: last is not FlavourAnswer.Working || done > target.Node.FlavoursDone,
            slot => FlavourOutcomes.Provision(slot, target.Node.Id, done, last, hasChecks, now)
        );
    }

    /// <summary>Calls the flavours, the last one first, until one has more to do.</summary>
    private async Task<SlotOutcome> DrainAsync(
        FlavourRound round,
        FlavourTarget target,
        CancellationToken cancellationToken
    )
    {
        FlavourAnswer last = new FlavourAnswer.Done();
        for (var index = target.Flavours.Count - 1; index >= 0 && last is FlavourAnswer.Done; index--)
        {
            last = await calls.CallAsync(
                round,
                target,
                index,
                (flavour, call, token) => flavour.Description.Drains ? flavour.DrainAsync(call, token) : Done,
                why => new FlavourAnswer.Working(why),
                cancellationToken
            );
        }

        var now = time.GetUtcNow();
        return new SlotOutcome(
            target.SlotKey,
            target.Node.Id,
            IsStep: last is not FlavourAnswer.Working,
            slot => FlavourOutcomes.Drain(slot, target.Node.Id, last, now)
        );
    }

    private static Task<FlavourAnswer> Done { get; } = Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done());
}
