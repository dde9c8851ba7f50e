using Kadende.Core.Audit;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class AuditStoreTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task ReadAsync_OneTeam_HasItsRecordsOnlyInOrder()
    {
        await AddAsync("blue", "1");
        await AddAsync("red", "2");
        await AddAsync("blue", "3");
        await AddAsync(null, "4");

        var page = await Store.Audit.ReadAsync(new AuditQuery { Team = "blue" }, Token);

        Assert.Equal(["1", "3"], page.Items.Select(one => one.Record.RequestId));
        Assert.Null(page.Cursor);
    }

    [Fact]
    public async Task ReadAsync_Everything_GoesThroughAllPartitionsInOrderPageByPage()
    {
        await AddAllAsync("blue", null, "red", "blue", "red", null, "green");

        var first = await Store.Audit.ReadAsync(new AuditQuery { Size = 3 }, Token);
        var second = await Store.Audit.ReadAsync(new AuditQuery { Size = 3, After = first.Cursor }, Token);
        var third = await Store.Audit.ReadAsync(new AuditQuery { Size = 3, After = second.Cursor }, Token);

        Assert.Equal(["0", "1", "2"], first.Items.Select(one => one.Record.RequestId));
        Assert.Equal(["3", "4", "5"], second.Items.Select(one => one.Record.RequestId));
        Assert.Equal(["6"], third.Items.Select(one => one.Record.RequestId));
        Assert.Null(third.Cursor);
    }

    [Fact]
    public async Task ReadAsync_TimeActorClusterAndOutcome_AreFiltered()
    {
        await AddAsync("blue", "early");
        Clock.Advance(TimeSpan.FromHours(1));
        await AddAsync("blue", "right");
        await AddAsync("blue", "of another", record => record with { Actor = "bob" });
        await AddAsync("blue", "elsewhere", record => record with { About = new Dictionary<string, string>() });
        await AddAsync("blue", "refused", record => record with { Outcome = AuditOutcome.Refused });
        Clock.Advance(TimeSpan.FromHours(1));
        await AddAsync("blue", "late");

        var page = await Store.Audit.ReadAsync(
            new AuditQuery
            {
                From = StoreSamples.Start + TimeSpan.FromMinutes(30),
                To = StoreSamples.Start + TimeSpan.FromMinutes(90),
                Actor = "ann",
                Cluster = "web",
                Outcome = AuditOutcome.Done,
            },
            Token
        );

        Assert.Equal(["right"], page.Items.Select(one => one.Record.RequestId));
    }

    [Fact]
    public async Task CompleteAsync_Begun_IsTheSameRecordWithItsOutcome()
    {
        var begun = await AddAsync("blue", "1", record => record with { Outcome = AuditOutcome.Pending });

        var done = await Store.Audit.CompleteAsync(begun, begun.Record with { Outcome = AuditOutcome.Done }, Token);

        Assert.True(done);
        var found = Assert.Single((await Store.Audit.ReadAsync(new AuditQuery { Team = "blue" }, Token)).Items);
        Assert.Equal((begun.Id, AuditOutcome.Done), (found.Id, found.Record.Outcome));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AddAsync_AnswerLost_IsThereOnceAndCanBeCompleted(int lost)
    {
        Store.Faults.LoseAnswerOf(lost);
        var begun = await AddAsync("blue", "1", record => record with { Outcome = AuditOutcome.Pending });
        Store.Faults.LoseAnswerOf(1);

        Assert.True(await Store.Audit.CompleteAsync(begun, begun.Record with { Outcome = AuditOutcome.Done }, Token));
        Assert.Single((await Store.Audit.ReadAsync(new AuditQuery(), Token)).Items);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0000000000000000001-0123456789abcdeg")]
    public async Task ReadAsync_AfterNoPlace_IsRefused(string after) =>
        await Assert.ThrowsAsync<FormatException>(() =>
            Store.Audit.ReadAsync(new AuditQuery { Team = "blue", After = after }, Token)
        );

    private async Task AddAllAsync(params string?[] teams)
    {
        foreach (var (index, team) in teams.Index())
        {
            await AddAsync(team, $"{index}");
        }
    }

    private Task<StoredAudit> AddAsync(string? team, string id, Func<AuditRecord, AuditRecord>? change = null)
    {
        var record = new AuditRecord
        {
            RequestId = id,
            Actor = "ann",
            Source = new AuditSource("127.0.0.1", "user-token"),
            Team = team,
            Method = "PUT",
            Route = "/api/clusters/{cluster}",
            Path = "/api/clusters/web",
            About = new Dictionary<string, string>(StringComparer.Ordinal) { ["cluster"] = "web" },
            Outcome = AuditOutcome.Done,
        };
        return Store.Audit.AddAsync(change?.Invoke(record) ?? record, Token);
    }
}
