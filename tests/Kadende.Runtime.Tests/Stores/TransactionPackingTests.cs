using CsCheck;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class TransactionPackingTests
{
    [Fact]
    public void Pack_ThousandSlotsWithAnEventEach_TakesElevenTransactions() =>
        Assert.Equal(11, TransactionPacking.Pack(Rows(StoreSamples.PutSlots(1000))).Count);

    [Fact]
    public void Pack_AnyRows_KeepsTheirOrderAndTheLimits() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 4])
            .Array[1, 300]
            .Sample(
                sizes =>
                {
                    var rows = Rows([.. sizes.Select((size, index) => Put(index, size.Item1 * 20, size.Item2))]);
                    var packed = TransactionPacking.Pack(rows);
                    return packed.SelectMany(some => some).SequenceEqual(rows) && packed.All(IsWithinLimits);
                },
                iter: 30
            );

    [Fact]
    public void Pack_SameRowTwice_TakesTwoTransactions() =>
        Assert.Equal(2, TransactionPacking.Pack(Rows([Put(1, 10, 1), Put(1, 10, 1)])).Count);

    private static bool IsWithinLimits(IReadOnlyList<PendingRow> rows)
    {
        var pages = new EventPages(TimeProvider.System).Pack("c1", rows.SelectMany(row => row.Events));
        TableLimits.Check([
            .. pages.Select(page => new Azure.Data.Tables.TableTransactionAction(default, page)),
            .. rows.Select(row => row.Action),
        ]);
        return true;
    }

    private static RowChange.PutSlot Put(int key, int messageLength, int events) =>
        new RowChange.PutSlot(StoreSamples.Slot($"{key}"), null)
        {
            Events =
            [
                .. Enumerable
                    .Range(0, events)
                    .Select(_ => StoreSamples.Event(EventKind.NodeCreating, new string('m', messageLength))),
            ],
        };

    private static IReadOnlyList<PendingRow> Rows(IReadOnlyList<RowChange> changes) =>
        [.. changes.Select((change, index) => PendingRow.Of("c1", change, index))];
}
