using System.Globalization;
using System.Text;
using Kadende.Core.Events;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class NodeLogStoreTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task AppendAsync_SeveralTimes_LinesStandInTheirOrder()
    {
        await AppendAsync("n1", "a", "b");
        await AppendAsync("n1", "c");

        var page = await Store.Logs.ReadAsync("c1", "n1", null, 1000, Token);

        Assert.Equal(["a", "b", "c"], page.Items.Select(line => line.Line.Text));
        Assert.All(page.Items, line => Assert.Equal((StoreSamples.Start, "bash"), (line.Line.At, line.Line.Source)));
        Assert.Null(page.Cursor);
    }

    [Fact]
    public async Task ReadAsync_NodesWithSimilarNames_AreKeptApart()
    {
        await AppendAsync("n1", "one");
        await AppendAsync("n1-2", "other");
        await AppendAsync("n10", "another");

        Assert.Equal(["one"], await TextsAsync("n1"));
        Assert.Equal(["other"], await TextsAsync("n1-2"));
    }

    [Fact]
    public async Task ReadAsync_PageByPage_EachLineComesOnce()
    {
        await AppendAsync("n1", Numbered(250));

        var first = await Store.Logs.ReadAsync("c1", "n1", null, 120, Token);
        var second = await Store.Logs.ReadAsync("c1", "n1", first.Cursor, 120, Token);
        var third = await Store.Logs.ReadAsync("c1", "n1", second.Cursor, 120, Token);

        Assert.Equal(
            Numbered(250),
            first.Items.Concat(second.Items).Concat(third.Items).Select(line => line.Line.Text)
        );
        Assert.Null(third.Cursor);
    }

    [Fact]
    public async Task AppendAsync_MoreThanIsKept_TheOldestPageGoes()
    {
        await AppendAsync("n1", Numbered(950));
        await AppendAsync("n1", [.. Enumerable.Range(950, 150).Select(Text)]);

        var kept = await TextsAsync("n1");

        Assert.Equal(Enumerable.Range(100, 1000).Select(Text), kept);
    }

    [Fact]
    public async Task AppendAsync_FarMoreThanIsKeptAtOnce_KeepsTheEnd()
    {
        await AppendAsync("n1", "before");
        await AppendAsync("n1", Numbered(5000));

        var kept = await TextsAsync("n1");

        Assert.InRange(kept.Count, 900, 1000);
        Assert.Equal(Text(4999), kept[^1]);
    }

    [Fact]
    public async Task AppendAsync_LongLines_TheWholeStaysBounded()
    {
        await AppendAsync("n1", [.. Enumerable.Range(0, 200).Select(_ => new string('ä', 5000))]);

        var kept = await TextsAsync("n1");

        Assert.All(kept, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 4090, 4096));
        Assert.All(kept, line => Assert.EndsWith("ä…", line, StringComparison.Ordinal));
        Assert.InRange(kept.Sum(Encoding.UTF8.GetByteCount), 200 * 1024, 256 * 1024);
    }

    [Fact]
    public async Task AppendAsync_ManyWritersAtOnce_NoLineIsLost()
    {
        await Parallel.ForAsync(0, 4, Token, async (i, _) => await AppendAsync("n1", Text(i)));

        Assert.Equal([.. Enumerable.Range(0, 4).Select(Text)], (await TextsAsync("n1")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_NothingThere_IsEmpty()
    {
        Assert.Empty(await TextsAsync("n1"));
        Assert.Empty((await Store.Logs.ReadAsync("c1", "no/name", null, 10, Token)).Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0000000000-00x")]
    public async Task ReadAsync_NotAnId_IsRefused(string after) =>
        await Assert.ThrowsAsync<FormatException>(() => Store.Logs.ReadAsync("c1", "n1", after, 10, Token));

    [Fact]
    public async Task ForgetAsync_ClusterWithLogs_TheyGoWithIt()
    {
        var created = await CreatedAsync("c1");
        await AppendAsync("n1", Numbered(300));

        await Store.Clusters.ForgetAsync(created, StoreSamples.Event(EventKind.ClusterDeleted), Token);

        Assert.Empty(await TextsAsync("n1"));
    }

    private Task AppendAsync(string node, params string[] texts) =>
        Store.Logs.AppendAsync(
            "c1",
            node,
            [.. texts.Select(text => new NodeLogLine(StoreSamples.Start, "bash", text))],
            Token
        );

    private async Task<IReadOnlyList<string>> TextsAsync(string node) =>
        [.. (await Store.Logs.ReadAsync("c1", node, null, 1000, Token)).Items.Select(line => line.Line.Text)];

    private static string[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(Text)];

    private static string Text(int number) => number.ToString("D4", CultureInfo.InvariantCulture);
}
