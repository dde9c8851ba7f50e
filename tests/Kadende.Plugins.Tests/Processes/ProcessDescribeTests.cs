using Kadende.Plugins.Processes;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Processes;

public sealed class ProcessDescribeTests : ProcessTests
{
    [Fact]
    public async Task Describe_ProcessKilled_IsStoppedWithTheSameDetails()
    {
        var created = await CreateAsync("exec sleep 1000");

        Signals.SendToGroup(PidOf(created), Signals.Kill);

        var seen = await Bench.UntilAsync(list => list is [{ State: InstanceState.Stopped }]);
        Assert.Equal(created.Details, seen[0].Details);
    }

    [Fact]
    public async Task Describe_ProcessEndedByItself_IsStopped()
    {
        var created = await CreateAsync("echo done; exit 3");

        Assert.Equal("done\n", await LogAsync(created, "done"));
        await Bench.UntilAsync(list => list is [{ State: InstanceState.Stopped }]);
    }

    [Fact]
    public async Task Describe_PidTakenByAnotherProcess_IsStoppedAndTheOtherIsLeftAlone()
    {
        var victim = await CreateAsync("exec sleep 1000");
        var created = await CreateAsync("exit 0");
        var stat = ProcessStat.Read(PidOf(victim));
        await File.WriteAllTextAsync(
            Path.Combine(FolderOf(created), "pid"),
            Stat(PidOf(victim), stat!.Value.StartTime - 1) + "\n" + ProcessIdentity.CurrentBootId() + "\n",
            TestContext.Current.CancellationToken
        );

        var seen = await Bench.ListAsync();
        await Bench.DestroyAsync(created.Id);

        Assert.Equal(InstanceState.Stopped, seen.Single(instance => instance.Id == created.Id).State);
        Assert.Equal([victim.Id], (await Bench.ListAsync()).Select(instance => instance.Id));
        Assert.Equal(stat, ProcessStat.Read(PidOf(victim)) is { } now ? now with { State = stat.Value.State } : null);
    }

    [Fact]
    public async Task Describe_NeverStarted_IsStoppedAfterAWhile()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await PrepareAsync(Bench.Request());
        time.Advance(TimeSpan.FromSeconds(11));

        var page = await Open(time: time)
            .DescribeAsync(
                new DescribeRequest(Bench.Group(), Bench.Properties, null),
                TestContext.Current.CancellationToken
            );

        Assert.Equal(InstanceState.Stopped, Assert.Single(page.Instances).State);
    }

    [Fact]
    public async Task Describe_PageToken_GoesOnBehindIt()
    {
        var created = await Bench.CreateAsync(Bench.Requests(4));
        var ids = created.Select(instance => instance.Id).Order(StringComparer.Ordinal).ToList();

        var page = await Bench.Provider.DescribeAsync(
            new DescribeRequest(Bench.Group(), Bench.Properties, ids[1]),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(ids[2..], page.Instances.Select(instance => instance.Id));
    }
}
