using CsCheck;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class TransactionPackingTests
{
    [Fact]
    public void Pack_ThousandRowsWithAnEventEach_TakesElevenTransactions() =>
        Assert.Equal(11, TransactionPacking.Pack([.. Enumerable.Range(0, 1000).Select(key => Row(key, 10, 1))]).Count);

    [Fact]
    public void Pack_AnyRows_KeepsTheirOrderAndTheLimits() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 4])
            .Array[1, 300]
            .Sample(
                sizes =>
                {
                    PendingRow[] rows = [.. sizes.Select((size, index) => Row(index, size.Item1 * 20, size.Item2))];
                    var packed = TransactionPacking.Pack(rows);
                    return packed.SelectMany(some => some).SequenceEqual(rows) && packed.All(IsWithinLimits);
                },
                iter: 30
            );

    [Fact]
    public void Pack_SameRowTwice_TakesTwoTransactions() =>
        Assert.Equal(2, TransactionPacking.Pack([Row(1, 10, 1), Row(1, 10, 1)]).Count);

    private static bool IsWithinLimits(IReadOnlyList<PendingRow> rows)
    {
        var pages = new EventPages(TimeProvider.System, new EventNews(TimeProvider.System)).Pack(
            "c1",
            rows.SelectMany(row => row.Events)
        );
        TableLimits.Check([
            .. pages.Select(page => new Azure.Data.Tables.TableTransactionAction(default, page)),
            .. rows.Select(row => row.Action),
        ]);
        return true;
    }

    private static PendingRow Row(int key, int messageLength, int events) =>
        PendingRow.Of(
            [key],
            RowBody.Packed(
                "c1",
                TableKeys.Tray(StoreSamples.Web, $"{key * 50}"),
                Tray(key),
                StoreJson.Default.SlotTray
            ),
            null,
            drops: false,
            [
                StoreSamples.Put(StoreSamples.Slot($"{key * 50}")) with
                {
                    Events =
                    [
                        .. Enumerable
                            .Range(0, events)
                            .Select(_ => StoreSamples.Event(EventKind.NodeCreating, new string('m', messageLength))),
                    ],
                },
            ]
        );

    private static SlotTray Tray(int key) => new([new VersionedSlot("v", StoreSamples.Slot($"{key * 50}"))]);
}
