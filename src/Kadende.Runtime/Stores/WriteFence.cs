namespace Kadende.Runtime.Stores;

/// <summary>
/// The status that every transaction of a call writes besides: as long as it wins, nobody else's fenced call came between the look that the
/// call rests on and its last transaction.
/// </summary>
internal sealed class WriteFence(int index, RowChange.PutGroup put)
{
    private RowChange.PutGroup _next = put;

    public int Index { get; } = index;

    /// <summary>Somebody else changed the status first: nothing more of the call is to be written.</summary>
    public bool IsLost { get; private set; }

    public PendingRow RowOf(string clusterId) =>
        PendingRow.Of(
            [Index],
            RowBody.Plain(clusterId, TableKeys.Group(_next.Status.Path), _next.Status, StoreJson.Default.GroupStatus),
            _next.ETag,
            drops: false,
            [_next]
        );

    public void Won(string etag) => _next = _next with { ETag = etag, Events = [] };

    public void Lose() => IsLost = true;

    public static WriteFence? Of(IReadOnlyList<RowChange> changes)
    {
        for (var index = 0; index < changes.Count; index++)
        {
            if (changes[index] is RowChange.PutGroup { IsFence: true } put)
            {
                return new WriteFence(index, put);
            }
        }

        return null;
    }
}
