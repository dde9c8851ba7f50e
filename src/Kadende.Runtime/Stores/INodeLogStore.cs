namespace Kadende.Runtime.Stores;

/// <summary>
/// What was run on each node and what it said, line by line. Bounded for each node; it outlives the node and goes with the cluster.
/// </summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>: the call may be made again.</remarks>
public interface INodeLogStore
{
    /// <summary>
    /// Adds lines behind those that are there. Lines that are too long are cut; when there are too many, the oldest page of them goes.
    /// </summary>
    Task AppendAsync(
        string clusterId,
        string nodeId,
        IReadOnlyList<NodeLogLine> lines,
        CancellationToken cancellationToken
    );

    /// <summary>Lines in their order, as far as they are kept.</summary>
    /// <param name="after">The id of a line, whether it is kept or not; null: from the oldest.</param>
    /// <param name="size">1 to 1000.</param>
    /// <returns>The cursor is the id of the last line of a page that has more behind it.</returns>
    /// <exception cref="FormatException">This is no id of a line.</exception>
    Task<Page<StoredLogLine>> ReadAsync(
        string clusterId,
        string nodeId,
        string? after,
        int size,
        CancellationToken cancellationToken
    );
}
