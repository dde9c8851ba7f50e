using Kadende.Core.Clusters;
using Kadende.Core.Events;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Creates clusters under unique names: head, due entry, name row, and then a mark in the head. The head comes before the name row, so a
/// name row whose cluster has no head is dead; and the name row comes before the mark, so a head without the mark is asked about by its
/// name row. Every step may be repeated, and every removal names an ETag, so that two that finish or undo the same creation agree.
/// </summary>
internal sealed class ClusterCreation(
    ClusterHeads heads,
    ClusterNames names,
    IDueList due,
    TeamClusters teams,
    TimeProvider clock
)
{
    /// <summary>A creation that has no name after this time has died. Longer than any request lives.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const int Tries = 10;

    public async Task<CreateOutcome> CreateAsync(
        Cluster cluster,
        ClusterEvent created,
        CancellationToken cancellationToken
    )
    {
        // Noted before the head of the earlier one went, so that there is no moment between.
        if (await teams.WasOfOthersAsync(cluster, cancellationToken))
        {
            return new CreateOutcome.IdTaken();
        }

        var head =
            await heads.InsertAsync(cluster with { Named = false }, created, cancellationToken)
            ?? await heads.FindAsync(cluster.Id, cancellationToken)
            ?? throw Contended(cluster);
        if (!IsSame(head.Value, cluster))
        {
            return new CreateOutcome.IdTaken();
        }

        await due.TouchAsync(cluster.Id, clock.GetUtcNow(), cancellationToken);
        if (await ClaimNameAsync(head.Value, cancellationToken))
        {
            var named =
                await MarkAsync(head, cancellationToken) ?? throw await WithdrawAsync(cluster, cancellationToken);
            return new CreateOutcome.Created(named);
        }

        return await UndoAsync(head, cancellationToken) ? new CreateOutcome.NameTaken() : throw Contended(cluster);
    }

    /// <inheritdoc cref="IClusterStore.SettleCreationAsync"/>
    public async Task<bool?> SettleAsync(Stored<Cluster> cluster, CancellationToken cancellationToken)
    {
        var head = cluster.Value;
        if (head.Named)
        {
            return true;
        }

        if (await IsOwnerAsync(head, cancellationToken))
        {
            return await MarkAsync(cluster, cancellationToken) is not null;
        }

        if (clock.GetUtcNow() - head.CreatedAt < Patience)
        {
            return null;
        }

        if (await UndoAsync(cluster, cancellationToken))
        {
            return false;
        }

        // The creation went on, or another pass settled it, since the head was read.
        return await heads.FindAsync(head.Id, cancellationToken) switch
        {
            null => false,
            { Value.Named: true } => true,
            _ => null,
        };
    }

    /// <summary>Whether the name of the cluster points to it.</summary>
    public async Task<bool> IsOwnerAsync(Cluster cluster, CancellationToken cancellationToken) =>
        await names.FindAsync(cluster.Team, cluster.Name, cancellationToken) is { } row && row.ClusterId == cluster.Id;

    /// <returns>False when a living cluster has the name.</returns>
    private async Task<bool> ClaimNameAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        for (var left = Tries; left > 0; left--)
        {
            if (await names.TryAddAsync(cluster, cancellationToken))
            {
                return true;
            }

            if (await names.FindAsync(cluster.Team, cluster.Name, cancellationToken) is not { } row)
            {
                continue;
            }

            if (row.ClusterId == cluster.Id)
            {
                return true;
            }

            var owner = await heads.FindAsync(row.ClusterId, cancellationToken);
            if (owner?.Value.Team == cluster.Team && owner.Value.Name == cluster.Name)
            {
                return false;
            }

            if (await names.TryTakeAsync(row, cluster, cancellationToken))
            {
                return true;
            }
        }

        throw Contended(cluster);
    }

    /// <summary>Says in the head that the name is its own.</summary>
    /// <returns>The head; null when the creation was undone meanwhile.</returns>
    private async Task<Stored<Cluster>?> MarkAsync(Stored<Cluster> head, CancellationToken cancellationToken)
    {
        var current = head;
        for (var left = Tries; left > 0; left--)
        {
            if (current.Value.Named)
            {
                return current;
            }

            var marked = current.Value with { Named = true };
            if (await heads.ReplaceAsync(current, marked, null, cancellationToken) is { } stored)
            {
                return stored;
            }

            var found = await heads.FindAsync(head.Value.Id, cancellationToken);
            if (found is null || found.Value.Team != head.Value.Team || found.Value.Name != head.Value.Name)
            {
                return null;
            }

            current = found;
        }

        throw Contended(head.Value);
    }

    /// <summary>Gives a name back that was won for a head that somebody took for dead.</summary>
    private async Task<StoreUnavailableException> WithdrawAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var row = await names.FindAsync(cluster.Team, cluster.Name, cancellationToken);
        if (row?.ClusterId == cluster.Id)
        {
            await names.RemoveAsync(row, cancellationToken);
        }

        return Contended(cluster);
    }

    /// <summary>Removes everything of a creation that has no name.</summary>
    /// <returns>False, and nothing removed, when its head changed or is gone.</returns>
    private async Task<bool> UndoAsync(Stored<Cluster> head, CancellationToken cancellationToken)
    {
        if (!await heads.UndoAsync(head, cancellationToken))
        {
            return false;
        }

        await due.RemoveAsync(head.Value.Id, cancellationToken);
        return true;
    }

    /// <summary>Whether a head is what this creation would have stored, or did store.</summary>
    private static bool IsSame(Cluster head, Cluster cluster) =>
        head.Team == cluster.Team
        && head.Name == cluster.Name
        && head.Source.Text == cluster.Source.Text
        && (!head.Named || head.CreatedAt == cluster.CreatedAt);

    private static StoreUnavailableException Contended(Cluster cluster) =>
        new($"The creation of cluster '{cluster.Name}' met another that undid or changed it; try again.", null);
}
