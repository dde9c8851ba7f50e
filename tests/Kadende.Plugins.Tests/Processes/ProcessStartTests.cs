using Kadende.Plugins.Processes;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Processes;

public sealed class ProcessStartTests : ProcessTests
{
    [Fact]
    public async Task Create_HostDiedBeforeTheStart_StartsTheProcess()
    {
        var request = Bench.Request(init: "exec sleep 1000");
        var folder = new NodeFolder(Root, Bench.Installation, request.Token);
        await PrepareAsync(request);
        Assert.IsType<SlotClaim.Free>(folder.ReadClaim());
        Assert.Equal(InstanceState.Starting, Assert.Single(await Bench.ListAsync()).State);

        var created = await Bench.CreateAsync(request);

        Assert.Equal(InstanceState.Running, created.State);
    }

    [Fact]
    public async Task Launch_SlotClosedByARemoval_RunsNothing()
    {
        var request = Bench.Request(init: "echo ran");
        await PrepareAsync(request);
        var folder = new NodeFolder(Root, Bench.Installation, request.Token);
        folder.Close();

        var created = await Bench.CreateAsync(request);

        Assert.Equal(InstanceState.Terminating, created.State);
        Assert.False(File.Exists(folder.LogPath));
    }

    [Fact]
    public async Task Create_ManyLaunchesOfOneNode_RunOneProcess()
    {
        var request = Bench.Request(init: "echo ran; exec sleep 1000");
        var record = await PrepareAsync(request);
        var folder = new NodeFolder(Root, Bench.Installation, request.Token);
        var properties = ProcessProperties.Parse(request.Properties);

        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ =>
                    ProcessLauncher.LaunchAsync(folder, record, properties, TestContext.Current.CancellationToken)
                )
        );

        Assert.Equal("ran\n", await LogAsync(Assert.Single(await Bench.ListAsync()), "ran"));
    }
}
