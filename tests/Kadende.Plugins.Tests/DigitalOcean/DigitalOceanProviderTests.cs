using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.DigitalOcean;

public sealed class DigitalOceanProviderTests : IAsyncLifetime
{
    private DropletBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await DropletBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Create_TenAtOnce_IsOneRequest()
    {
        await _bench.Group.CreateAsync(_bench.Group.Requests(10));

        Assert.Single(_bench.Cloud.Requests, request => request == "POST /v2/droplets");
    }

    [Fact]
    public async Task Create_WithRegions_SpreadsBySpread()
    {
        var properties = DropletBench.Properties(("regions", new JsonArray("nyc3", "fra1", "ams3")));
        var requests = Enumerable
            .Range(0, 6)
            .Select(i => _bench.Group.Request() with { Properties = properties, Spread = i })
            .ToList();

        var created = await _bench.Group.CreateAsync(requests);

        Assert.Equal(
            ["nyc3", "fra1", "ams3", "nyc3", "fra1", "ams3"],
            created.Select(instance => instance.Details["zone"])
        );
    }

    [Fact]
    public async Task Create_EveryProperty_ReachesTheDroplet()
    {
        var properties = DropletBench.Properties(
            ("image", "debian-12-x64"),
            ("vpc", "760e09ef-dc84-11e8-981e-3cfdfeaae000"),
            ("monitoring", true),
            ("backups", true),
            ("ipv6", true),
            ("tags", new JsonArray("web")),
            ("address", "private")
        );

        await _bench.CreateAsync(_bench.Group.Request(init: "#!/bin/sh\necho 'ü'\n") with { Properties = properties });

        var made = Assert.Single(_bench.Cloud.Droplets.All);
        Assert.Equal("#!/bin/sh\necho 'ü'\n", made.UserData);
        Assert.Contains("web", made.Tags);
        Assert.Equal("debian-12-x64", made.Body["image"]!.GetValue<string>());
        Assert.Equal("[289794]", made.Body["ssh_keys"]!.ToJsonString());
        Assert.All(["monitoring", "backups", "ipv6"], name => Assert.True(made.Body[name]!.GetValue<bool>()));
        var listed = await _bench.Group.UntilAsync(seen => seen is [{ State: InstanceState.Running }]);
        Assert.StartsWith("203.0.", listed[0].Address, StringComparison.Ordinal);
        var page = await _bench.Provider.DescribeAsync(new(_bench.Group.Group(), properties, null), Cancel);
        Assert.StartsWith("10.108.", page.Instances[0].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_AgainAfterALostAnswer_MakesNoOther()
    {
        var requests = _bench.Group.Requests(3);
        _bench.Cloud.Faults.LoseNextAnswers("POST", "/v2/droplets");

        var lost = await _bench.Provider.CreateAsync(requests, Cancel);
        var again = await _bench.Group.CreateAsync(requests);

        Assert.All(
            lost,
            result => Assert.IsType<ProviderUnavailableException>(Assert.IsType<CreateResult.Failed>(result).Failure)
        );
        Assert.Equal(3, _bench.Cloud.Droplets.All.Count);
        Assert.Equal(
            requests.Select(request => request.Labels[LabelNames.Node]),
            again.Select(instance => instance.Labels[LabelNames.Node])
        );
    }

    [Fact]
    public async Task Create_TokenOfASecondTry_StillTellsTheNode()
    {
        var request = _bench.Group.Request(token: "n-7-2");
        var labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal)
        {
            [LabelNames.Node] = "n-7",
        };

        await _bench.CreateAsync(request with { Labels = labels });

        Assert.Equal("n-7.2", Assert.Single(_bench.Cloud.Droplets.All).Name);
        Assert.Equal("n-7", Assert.Single(await _bench.Group.ListAsync()).Labels[LabelNames.Node]);
    }

    [Fact]
    public async Task Create_InitTooLong_IsRejectedBeforeAsking()
    {
        var result = await _bench.CreateAsync(_bench.Group.Request(init: new string('x', 65 << 10)));

        Assert.IsType<RequestRejectedException>(Assert.IsType<CreateResult.Failed>(result).Failure);
        Assert.DoesNotContain(_bench.Cloud.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Describe_DropletThatIsOff_IsStopped()
    {
        await _bench.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Droplets.All[0].Status = "off";

        Assert.Equal(InstanceState.Stopped, Assert.Single(await _bench.Group.ListAsync()).State);
    }

    [Fact]
    public async Task Describe_DropletsOfOthers_AreLeftOut()
    {
        await _bench.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Droplets.All[0].Tags.Clear();

        Assert.Empty(await _bench.Group.ListAsync());
    }

    [Fact]
    public void ScopeOf_Token_ShowsNothingOfIt()
    {
        var scope = _bench.Provider.ScopeOf(DropletBench.Properties(("token", "${secret:one}")));

        Assert.DoesNotContain("secret", scope, StringComparison.Ordinal);
        Assert.NotEqual(scope, _bench.Provider.ScopeOf(DropletBench.Properties(("token", "${secret:two}"))));
        Assert.Equal(
            _bench.Provider.ScopeOf(DropletBench.Properties(("region", "nyc3"))),
            _bench.Provider.ScopeOf(DropletBench.Properties(("region", "fra1")))
        );
    }

    [Fact]
    public async Task Create_TokenAndEndpointInTheProperties_AreUsed()
    {
        var properties = DropletBench.Properties(
            ("token", DropletBench.Token),
            ("endpoint", _bench.Cloud.Endpoint.ToString())
        );
        using var provider = new Kadende.Plugins.DigitalOcean.DigitalOceanProvider(
            Microsoft.Extensions.Options.Options.Create(new Kadende.Plugins.DigitalOcean.DigitalOceanOptions()),
            Microsoft.Extensions.Options.Options.Create(new Kadende.Plugins.Health.Probing.ProbeOptions()),
            TimeProvider.System
        );

        var results = await provider.CreateAsync([_bench.Group.Request() with { Properties = properties }], Cancel);

        var instance = Assert.IsType<CreateResult.Created>(Assert.Single(results)).Instance;
        Assert.DoesNotContain(DropletBench.Token, JsonSerializer.Serialize(instance), StringComparison.Ordinal);
    }
}
