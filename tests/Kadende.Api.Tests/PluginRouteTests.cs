using System.Net;
using Kadende.Plugins.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class PluginRouteTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Failure = "The secret 'planted' of team 'bar' is not taken at https://10.1.2.3.";

    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task List_CallsOfAnotherTeamFail_TellsWhyToAdministratorsOnly()
    {
        var catalog = _host.Services.GetRequiredService<PluginCatalog>();
        var plugin = catalog.AllProviders.First(one => one.Description.Name == "simulated");
        _host.Services.GetRequiredService<PluginHealth>().Failed(PluginKey.Of(plugin), Failure);

        var toViewer = await _host.User("viewer").GetAsync("/api/plugins");
        var toAdmin = await _host.User("boss").GetAsync("/api/plugins");
        var toAdministrator = await _host.Admin.GetAsync("/api/plugins");

        Assert.Equal(HttpStatusCode.OK, toViewer.Status);
        Assert.All(
            [toViewer, toAdmin],
            answer =>
            {
                Assert.Contains("\"Failing\"", answer.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("planted", answer.Text, StringComparison.Ordinal);
            }
        );
        Assert.Contains("planted", toAdministrator.Text, StringComparison.Ordinal);
    }
}
