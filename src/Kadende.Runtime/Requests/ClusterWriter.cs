using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Specs;
using Kadende.Runtime.Access.Quotas;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Requests;

/// <summary>Stores what a request changes, with the event that tells of it, and asks for a pass.</summary>
/// <remarks>What makes a team's clusters take more than its quotas allow throws <see cref="QuotaReachedException"/> and stores nothing.</remarks>
public sealed class ClusterWriter(IClusterStore clusters, QuotaGate quotas, PassCall passes, TimeProvider time)
{
    /// <summary>How often a write that lost a race is tried again on what the winner left.</summary>
    public const int Attempts = 5;

    public async Task<CreateOutcome> CreateAsync(
        RequestScope scope,
        SpecSource source,
        ClusterSpec spec,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var cluster = new Cluster
        {
            Id = spec.Id ?? Guid.CreateVersion7(now).ToString("N"),
            Team = scope.Team,
            Name = spec.Name,
            Generation = 1,
            Source = source,
            CreatedAt = now,
            ChangedAt = now,
        };
        var outcome = await quotas.PassAsync(
            scope.Team,
            cluster.Name,
            before: null,
            source,
            async () =>
            {
                var made = await clusters.CreateAsync(cluster, CreatedEvent(scope, spec), cancellationToken);
                return (made, made is CreateOutcome.Created);
            },
            cancellationToken
        );
        if (outcome is CreateOutcome.Created)
        {
            scope.Audit.Changed(null, cluster);
            await passes.MakeAsync(cluster.Id);
        }

        return outcome;
    }

    /// <summary>Stores a new spec as the next generation.</summary>
    /// <returns>Null: somebody else changed the cluster, and nothing was stored.</returns>
    public Task<Cluster?> ChangeAsync(
        RequestScope scope,
        Stored<Cluster> before,
        SpecSource source,
        ClusterEvent told,
        CancellationToken cancellationToken
    ) =>
        PassQuotasAsync(
            before,
            source,
            async () =>
            {
                var saved = await SaveAsync(scope, before, Next(before, source), told, cancellationToken);
                return (saved, saved is not null);
            },
            cancellationToken
        );

    /// <inheritdoc cref="ChangeAsync"/>
    public Task<Cluster?> BeginDeletionAsync(
        RequestScope scope,
        Stored<Cluster> before,
        ClusterEvent told,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var after = before.Value with { DeletingSince = now, ChangedAt = now };
        return SaveAsync(scope, before, after, told, cancellationToken);
    }

    /// <summary>Stores what a person wants of a group or the cluster beside its spec; the generation stays.</summary>
    /// <inheritdoc cref="ChangeAsync"/>
    public Task<Cluster?> HoldAsync(
        RequestScope scope,
        Stored<Cluster> before,
        Cluster after,
        ClusterEvent told,
        CancellationToken cancellationToken
    ) => SaveAsync(scope, before, after with { ChangedAt = time.GetUtcNow() }, told, cancellationToken);

    /// <summary>Stores other sizes as the next generation, and leaves it to the caller to ask for a look when the rest is stored too.</summary>
    /// <returns>False: somebody else changed the cluster, and nothing was stored.</returns>
    public Task<bool> ResizeAsync(
        RequestScope scope,
        Stored<Cluster> before,
        SpecSource source,
        ClusterEvent told,
        CancellationToken cancellationToken
    ) =>
        PassQuotasAsync(
            before,
            source,
            async () =>
            {
                var after = Next(before, source);
                if (await clusters.SaveAsync(before, after, told, cancellationToken) is null)
                {
                    return (false, false);
                }

                scope.Audit.Changed(before.Value, after);
                return (true, true);
            },
            cancellationToken
        );

    /// <summary>Asks for a look at a cluster that somebody stored something for.</summary>
    public Task LookAsync(string clusterId) => passes.MakeAsync(clusterId);

    private Cluster Next(Stored<Cluster> before, SpecSource source) =>
        before.Value with
        {
            Source = source,
            Generation = before.Value.Generation + 1,
            ChangedAt = time.GetUtcNow(),
        };

    private Task<T> PassQuotasAsync<T>(
        Stored<Cluster> before,
        SpecSource after,
        Func<Task<(T, bool)>> change,
        CancellationToken cancellationToken
    ) => quotas.PassAsync(before.Value.Team, before.Value.Name, before.Value.Source, after, change, cancellationToken);

    private async Task<Cluster?> SaveAsync(
        RequestScope scope,
        Stored<Cluster> before,
        Cluster after,
        ClusterEvent told,
        CancellationToken cancellationToken
    )
    {
        var saved = await clusters.SaveAsync(before, after, told, cancellationToken);
        if (saved is null)
        {
            return null;
        }

        scope.Audit.Changed(before.Value, saved.Value);
        await passes.MakeAsync(after.Id);
        return saved.Value;
    }

    private static ClusterEvent CreatedEvent(RequestScope scope, ClusterSpec spec) =>
        new()
        {
            Kind = EventKind.ClusterCreated,
            Reason = "Requested",
            Message = $"{scope.Actor} created the cluster, version {spec.Version}.",
            Actor = scope.Actor,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["generation"] = "1",
                ["version"] = spec.Version,
            },
        };
}
