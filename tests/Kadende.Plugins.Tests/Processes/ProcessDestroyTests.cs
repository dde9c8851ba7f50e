using System.Globalization;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Processes;

public sealed class ProcessDestroyTests : ProcessTests
{
    [Fact]
    public async Task Destroy_ProcessThatIgnoresTheRequest_IsKilledWithItsChildren()
    {
        var created = await CreateAsync("trap '' TERM; sleep 1000 & echo child $!; while true; do sleep 1000; done");
        var child = int.Parse((await LogAsync(created, "\n")).Split(' ')[1], CultureInfo.InvariantCulture);
        Bench.Reopen();

        await Bench.DestroyAsync(created.Id);

        Assert.False(IsAlive(PidOf(created)));
        Assert.False(IsAlive(child));
        Assert.False(Directory.Exists(FolderOf(created)));
    }

    [Fact]
    public async Task Destroy_FirstProcessEndedButLeftAnother_EndsItToo()
    {
        var created = await CreateAsync("sleep 1000 & echo child $!");
        var child = int.Parse((await LogAsync(created, "\n")).Split(' ')[1], CultureInfo.InvariantCulture);
        await Bench.UntilAsync(list => list is [{ State: InstanceState.Stopped }]);
        Assert.True(IsAlive(child));

        await Bench.DestroyAsync(created.Id);

        Assert.False(IsAlive(child));
    }

    [Fact]
    public async Task Destroy_LeftoversOfAnEarlierHost_AreDeleted()
    {
        var leftover = Path.Combine(Root, ".trash", "half.done");
        Directory.CreateDirectory(leftover);
        var created = await CreateAsync("exit 0");

        await Bench.DestroyAsync(created.Id);

        Assert.False(Directory.Exists(leftover));
    }
}
