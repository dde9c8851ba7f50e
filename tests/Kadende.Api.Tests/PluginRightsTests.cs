using System.Net;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class PluginRightsTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("foo", "process", false)]
    [InlineData("foo", "file", true)]
    [InlineData("bar", "file", false)]
    [InlineData("foo", "simulated", false)]
    [InlineData("bar", "simulated", true)]
    public async Task Plan_PluginOfTheHost_IsForTheTeamsThatTheSettingsName(string user, string plugin, bool may)
    {
        var server = await azurite.ServerAsync();
        await using var host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            TestContext.Current.CancellationToken,
            ("Kadende:PluginTeams:file:0", "foo"),
            ("Kadende:PluginTeams:simulated:0", "bar")
        );
        var spec = Specs.Of("x").Replace("simulated", plugin, StringComparison.Ordinal);

        var answer = await host.User(user).PostAsync("/api/clusters/x/plan", spec);
        var administrators = await host.Admin.PostAsync("/api/clusters/x/plan", spec);

        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(!may, answer.Text.Contains($"may not name plugin '{plugin}'", StringComparison.Ordinal));
        Assert.DoesNotContain("may not name", administrators.Text, StringComparison.Ordinal);
    }
}
