using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>The host as a process of its own, killed as <c>kill -9</c> does.</summary>
public sealed class CrashTests(AzuriteFixture azurite)
{
    private const int Size = 200;

    /// <param name="milliseconds">After how long one host after the other is killed.</param>
    [Theory]
    // Spread over what the creation of the files takes, from before the first write to after the last.
    [InlineData(5, 60, 150)]
    [InlineData(25, 90, 10)]
    [InlineData(40, 15, 250)]
    public async Task Kill_WhileCreatingManyFiles_TheNextHostsMakeExactlyAsManyAsWanted(params int[] milliseconds)
    {
        using var installation = new Installation(await azurite.ServerAsync());
        var name = TestCluster.NewName();
        foreach (var (moment, size) in milliseconds.Zip([80, 150, Size]))
        {
            await using var host = await HostProcess.StartAsync(installation);
            await host.Foo.Cluster(name).PutAsync(Specs.Of(name, Specs.Group("web", size, "file")));
            await KillAfterAsync(host, moment);
        }

        await using var last = await HostProcess.StartAsync(installation);
        var cluster = last.Foo.Cluster(name);
        await cluster.UntilConvergedAsync();

        await Exactly.AssertAsync(Size, installation, cluster);
    }

    private static async Task KillAfterAsync(HostProcess host, int milliseconds)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Deadline.Token);
        await host.KillAsync();
    }
}
