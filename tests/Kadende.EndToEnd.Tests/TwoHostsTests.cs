using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Two hosts, each a process of its own, that know nothing of each other.</summary>
public sealed class TwoHostsTests(AzuriteFixture azurite)
{
    private const int Size = 200;

    [Fact]
    public async Task TwoHosts_OnTheSameTables_GiveTheSameResultAsOne()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        await using var one = await HostProcess.StartAsync(installation);
        await using var other = await HostProcess.StartAsync(installation);
        var name = TestCluster.NewName();
        var (here, there) = (one.Foo.Cluster(name), other.Foo.Cluster(name));

        await here.PutAsync(Specs.Of(name, Specs.Group("web", 20, "file")));
        await there.PutAsync(Specs.Of(name, Specs.Group("web", Size, "file")));
        await Task.WhenAll(here.UntilConvergedAsync(), there.UntilConvergedAsync());

        await Exactly.AssertAsync(Size, installation, here);
        await there.DeleteAsync();
        Assert.Empty(installation.Files);
    }
}
