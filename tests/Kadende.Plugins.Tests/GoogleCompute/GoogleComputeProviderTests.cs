using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.GoogleCompute;

public sealed class GoogleComputeProviderTests : IAsyncLifetime
{
    private ComputeBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await ComputeBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Create_WithZones_SpreadsBySpread()
    {
        var properties = _bench.Properties(
            ("zones", new JsonArray("us-central1-a", "us-central1-b", "europe-west1-b"))
        );
        var requests = Enumerable
            .Range(0, 4)
            .Select(i => _bench.Group.Request() with { Properties = properties, Spread = i })
            .ToList();

        var created = await _bench.Group.CreateAsync(requests);

        Assert.Equal(
            ["us-central1-a", "us-central1-b", "europe-west1-b", "us-central1-a"],
            created.Select(instance => instance.Details["zone"])
        );
    }

    [Fact]
    public async Task Create_EveryProperty_ReachesTheInstance()
    {
        var properties = _bench.Properties(
            """
            {
              "project": "kadende-test", "zone": "us-central1-b", "instanceType": "e2-medium", "image": "golden", "diskSize": 50,
              "diskType": "pd-ssd", "network": "private", "subnet": "apps", "serviceAccount": "app@kadende-test.iam.gserviceaccount.com",
              "spot": true, "tags": ["web"], "key": "mwas:ssh-ed25519 AAAA mwas", "externalAddress": false
            }
            """
        );

        var result = await _bench.CreateAsync(
            _bench.Group.Request(init: "#!/bin/sh\necho 'ü'\n") with
            {
                Properties = properties,
            }
        );

        var instance = Assert.IsType<CreateResult.Created>(result).Instance;
        var made = Assert.Single(_bench.Cloud.Instances.All);
        Assert.StartsWith("10.128.", instance.Address, StringComparison.Ordinal);
        Assert.Equal($"us-central1-b/{made.Id}", instance.Id);
        Assert.Equal("#!/bin/sh\necho 'ü'\n", made.Item("startup-script"));
        Assert.Equal("mwas:ssh-ed25519 AAAA mwas", made.Item("ssh-keys"));
        var body = made.Body;
        Assert.Equal("zones/us-central1-b/machineTypes/e2-medium", body["machineType"]!.ToString());
        Assert.Equal(
            "projects/kadende-test/global/images/family/golden",
            body["disks"]![0]!["initializeParams"]!["sourceImage"]!.ToString()
        );
        Assert.Equal(
            "projects/kadende-test/regions/us-central1/subnetworks/apps",
            body["networkInterfaces"]![0]!["subnetwork"]!.ToString()
        );
        Assert.Equal("SPOT", body["scheduling"]!["provisioningModel"]!.ToString());
        Assert.Equal("web", body["tags"]!["items"]![0]!.ToString());
        Assert.Equal("app@kadende-test.iam.gserviceaccount.com", body["serviceAccounts"]![0]!["email"]!.ToString());
    }

    [Theory]
    [InlineData("#cloud-config\nruncmd: []\n", "user-data")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n", "user-data")]
    [InlineData("#!/bin/bash\ntrue\n", "startup-script")]
    [InlineData("true\n", "startup-script")]
    public async Task Create_Init_GoesWhereItIsRead(string init, string item)
    {
        await _bench.CreateAsync(_bench.Group.Request(init: init));

        Assert.Equal(init, Assert.Single(_bench.Cloud.Instances.All).Item(item));
    }

    [Fact]
    public async Task Create_AnswerLost_IsAskedAgainAndMakesOne()
    {
        _bench.Cloud.Faults.LoseNextAnswers("POST", "/compute/v1/projects/kadende-test/zones/us-central1-a/instances");

        Assert.IsType<CreateResult.Created>(await _bench.CreateAsync(_bench.Group.Request()));
        Assert.Single(_bench.Cloud.Instances.All);
    }

    [Fact]
    public async Task Create_OperationTakesLong_TellsOfTheStartingInstance()
    {
        _bench.Cloud.Operations.Duration = TimeSpan.FromMinutes(5);
        using var provider = _bench.Open(TimeSpan.FromMilliseconds(200));

        var results = await provider.CreateAsync([_bench.Group.Request()], Cancel);

        Assert.Equal(InstanceState.Starting, Assert.IsType<CreateResult.Created>(results[0]).Instance.State);
    }

    [Fact]
    public async Task Create_ManyTimes_AsksForATokenOnce()
    {
        await _bench.Group.CreateAsync(_bench.Group.Requests(5));
        await _bench.Group.ListAsync();

        Assert.Equal(1, _bench.Cloud.Account.TokensGiven);
    }

    [Theory]
    [InlineData("PROVISIONING", InstanceState.Starting)]
    [InlineData("STAGING", InstanceState.Starting)]
    [InlineData("RUNNING", InstanceState.Running)]
    [InlineData("STOPPING", InstanceState.Stopped)]
    [InlineData("SUSPENDING", InstanceState.Stopped)]
    [InlineData("SUSPENDED", InstanceState.Stopped)]
    [InlineData("TERMINATED", InstanceState.Stopped)]
    [InlineData("REPAIRING", InstanceState.Failed)]
    [InlineData("DEPROVISIONING", InstanceState.Terminating)]
    [InlineData("SOMETHING_NEW", InstanceState.Unknown)]
    public async Task Describe_Status_IsTheState(string status, InstanceState state)
    {
        await _bench.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Instances.All[0].Status = status;

        Assert.Equal(state, Assert.Single(await _bench.Group.ListAsync()).State);
    }

    [Fact]
    public async Task Describe_Labels_NarrowTheListing()
    {
        await _bench.Group.ListAsync();

        var asked = Assert.Single(
            _bench.Cloud.Requests,
            request => request.Contains("aggregated", StringComparison.Ordinal)
        );
        Assert.Contains("labels.kadende_2ecluster", Uri.UnescapeDataString(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadConsole_Long_IsItsEnd()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        var console = Assert.IsAssignableFrom<IConsoleOutput>(_bench.Provider);

        Assert.Null(await console.ReadConsoleAsync(created.Id, _bench.Group.Properties, Cancel));
        _bench.Cloud.Instances.All[0].Console = new string('x', 100_000) + "the end";
        var text = await console.ReadConsoleAsync(created.Id, _bench.Group.Properties, Cancel);

        Assert.Equal(64 << 10, text?.Length);
        Assert.EndsWith("the end", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ScopeOf_Credentials_ShowsNothingOfThem()
    {
        var scope = _bench.Provider.ScopeOf(_bench.Properties(("project", "my-project-1")));

        Assert.Contains("my-project-1", scope, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", scope, StringComparison.Ordinal);
        Assert.NotEqual(scope, _bench.Provider.ScopeOf(_bench.Properties(("project", "my-project-2"))));
        Assert.Equal(
            scope,
            _bench.Provider.ScopeOf(_bench.Properties(("project", "my-project-1"), ("zone", "us-central1-b")))
        );
    }

    [Fact]
    public async Task Create_Credentials_StandNowhereInTheInstance()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());

        var told = JsonSerializer.Serialize(created) + _bench.Cloud.Instances.All[0].Body.ToJsonString();
        Assert.DoesNotContain("PRIVATE KEY", told, StringComparison.Ordinal);
        Assert.DoesNotContain("ya29", told, StringComparison.Ordinal);
    }
}
