using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.DigitalOcean;

public sealed class DropletLabelsTests : IAsyncLifetime
{
    private DropletBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await DropletBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("", "")]
    [InlineData("UPPER and lower", "Ünï/cødé:…_-")]
    [InlineData("a.b/c", "../../etc?x=1&y#z")]
    public async Task Create_HostileLabels_ComeBackExactly(string suffix, string value)
    {
        var request = _bench.Group.Request();
        var labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal)
        {
            [$"note{suffix}"] = value,
            ["long"] = new string('Ö', 255),
            ["Long"] = "another",
        };

        await _bench.CreateAsync(request with { Labels = labels });

        var listed = await _bench.Group.ListAsync(labels);
        Assert.Equal(
            labels.OrderBy(l => l.Key, StringComparer.Ordinal),
            Assert.Single(listed).Labels.OrderBy(l => l.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Create_TagsMadeBeforeInOtherCase_AreFoundAllTheSame()
    {
        var first = _bench.Group.Request(cluster: "prod");
        var second = _bench.Group.Request(cluster: "PROD");

        await _bench.Group.CreateAsync([first, second]);

        Assert.Equal(
            "PROD",
            Assert.Single(await _bench.Group.ListAsync(_bench.Group.Group(cluster: "PROD"))).Labels[LabelNames.Cluster]
        );
    }

    [Fact]
    public async Task Label_ChangedValue_LeavesNoOldTag()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        var change = new Dictionary<string, string>(StringComparer.Ordinal) { ["env"] = "Prod" };

        await _bench.Provider.LabelAsync(new LabelRequest(created.Id, _bench.Group.Properties, change), Cancel);

        Assert.Equal(
            ["kadende:env:_50rod"],
            _bench.Cloud.Droplets.All[0].Tags.Where(tag => tag.Contains(":env:", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Label_OtherNode_WinsOverTheName()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        var change = new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Node] = "n-adopted" };

        await _bench.Provider.LabelAsync(new LabelRequest(created.Id, _bench.Group.Properties, change), Cancel);

        Assert.Equal("n-adopted", Assert.Single(await _bench.Group.ListAsync()).Labels[LabelNames.Node]);
    }
}
