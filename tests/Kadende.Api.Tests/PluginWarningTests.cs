using System.Net;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class PluginWarningTests(AzuriteFixture azurite)
{
    private const string Spec = """
        version: "1"
        name: far
        groups:
          web:
            size: 1
            resourcePlugin: { name: digitalOcean }
            resourceProperties: { token: mine, endpoint: 'http://127.0.0.1:1' }
        """;

    [Fact]
    public async Task Write_ProviderThatDoesNotAnswer_IsTakenWithAWarning()
    {
        var server = await azurite.ServerAsync();
        await using var host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            TestContext.Current.CancellationToken,
            ("Kadende:Plugins:DigitalOcean:Attempts", "1")
        );

        var plan = await host.User("foo").PostAsync("/api/clusters/far/plan", Spec);
        var put = await host.User("foo").PutAsync("/api/clusters/far", Spec);
        var read = await host.User("foo").GetAsync("/api/clusters/far");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (plan.Status, put.Status));
        Assert.All(
            [plan, put],
            answer =>
            {
                var warning = Assert.Single(answer.Json["warnings"]!.AsArray())!;
                Assert.Equal(("groups/web/resourcePlugin", 6), ((string?)warning["path"], (int)warning["line"]!));
                Assert.Contains("could not be asked", (string?)warning["message"], StringComparison.Ordinal);
            }
        );

        Assert.Empty(read.Json["warnings"]!.AsArray());
    }
}
