using System.Security.Cryptography;

namespace Kadende.Runtime.Stores;

/// <summary>One call that writes changes, and what has become of each so far.</summary>
internal sealed class WriteCall(IReadOnlyList<RowChange> changes)
{
    private readonly string?[] _results = new string?[changes.Count];

    public IReadOnlyList<RowChange> Changes { get; } = changes;

    /// <summary>Null: each change stands for itself.</summary>
    public WriteFence? Fence { get; } = WriteFence.Of(changes);

    /// <summary>The version that every slot of the call gets; no other call has it.</summary>
    public string Version { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>For each change the new ETag, an empty string where it removed its row, null where it lost.</summary>
    public IReadOnlyList<string?> Results => _results;

    public void Won(int index, string etag)
    {
        if (index == Fence?.Index)
        {
            Fence.Won(etag);
        }

        _results[index] = Changes[index] switch
        {
            RowChange.PutSlot => Version,
            RowChange.DropSlot or RowChange.DropGroup => "",
            RowChange.PutGroup => etag,
            _ => throw new InvalidOperationException("A change of a kind that does not exist."),
        };
    }

    /// <summary>A row was stored by a try whose answer was lost: what it carried has won, but the row's own ETag is not known.</summary>
    public void WonUnseen(PendingRow row)
    {
        foreach (var index in row.Indexes.Where(index => Changes[index] is not RowChange.PutGroup))
        {
            Won(index, "");
        }
    }
}
