using Kadende.Core.Clusters;
using Kadende.Core.Specs;
using Kadende.Runtime.Planning;

namespace Kadende.Runtime.Requests;

/// <summary>Says what a spec would change, and does nothing.</summary>
public sealed class PlanRequests(ClusterFinder finder, SpecCheck check, PlanPreview preview)
{
    public async Task<PlanOutcome> PlanAsync(
        RequestScope scope,
        string idOrName,
        string text,
        CancellationToken cancellationToken
    )
    {
        var read = await check.CheckAsync(scope, text, cancellationToken);
        if (read is not CheckedSpec.Good { Spec: var wanted, Warnings: var warnings })
        {
            return new PlanOutcome.Faulty(((CheckedSpec.Faulty)read).Faults);
        }

        var current = (await finder.FindAsync(scope.Team, idOrName, cancellationToken))?.Value;
        return Refusal(scope, idOrName, current, wanted)
            ?? new PlanOutcome.Planned(
                await PreviewAsync(current, wanted, cancellationToken),
                SpecCheck.Asks(scope),
                warnings
            );
    }

    /// <summary>Looks whether the plan that a write names is still what the write would do.</summary>
    /// <returns>Null: it is, or the write names none.</returns>
    internal async Task<WriteOutcome?> DifferenceAsync(
        Cluster? current,
        ClusterSpec wanted,
        string? planHash,
        CancellationToken cancellationToken
    )
    {
        if (planHash is null)
        {
            return null;
        }

        var plan = await PreviewAsync(current, wanted, cancellationToken);
        return plan.Hash == planHash ? null : new WriteOutcome.PlanDiffers(plan);
    }

    /// <summary>Whether a spec put under a name or id that is free would make a cluster that has it.</summary>
    internal static bool IsMeant(ClusterSpec wanted, string idOrName) =>
        wanted.Name == idOrName || wanted.Id == idOrName;

    internal static string NotMeantMessage(string team, string idOrName) =>
        $"{ClusterFinder.NotFoundMessage(team, idOrName)} To create it, give the spec this name; to create the cluster that the spec "
        + "names, post the spec to /api/clusters.";

    internal static string BeingDeletedMessage(Cluster cluster) =>
        $"Cluster '{cluster.Name}' is being deleted since {cluster.DeletingSince:u} and cannot be changed. Wait until it is gone, "
        + "then create it anew.";

    private static PlanOutcome? Refusal(RequestScope scope, string idOrName, Cluster? current, ClusterSpec wanted)
    {
        if (current is null)
        {
            return IsMeant(wanted, idOrName) ? null : new PlanOutcome.NotFound(NotMeantMessage(scope.Team, idOrName));
        }

        if (current.DeletingSince is not null)
        {
            return new PlanOutcome.Conflict(BeingDeletedMessage(current));
        }

        var faults = SpecCheck.IdentityFaults(current, wanted);
        return faults.Count == 0 ? null : new PlanOutcome.Faulty(faults);
    }

    private Task<ClusterPlan> PreviewAsync(Cluster? current, ClusterSpec wanted, CancellationToken cancellationToken) =>
        preview.PreviewAsync(current, wanted, cancellationToken);
}
