using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.AzureResourceManager;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Azure;

public sealed class AzureListTests : AzureTests
{
    [Fact]
    public async Task Describe_ManyPages_HasThemAll()
    {
        Bench.Fake.PageSize = 3;
        var group = Bench.Group();

        var created = await group.CreateAsync(group.Requests(10));

        Assert.Equal(
            created.Select(one => one.Id).Order(StringComparer.Ordinal),
            (await group.ListAsync()).Select(one => one.Id).Order(StringComparer.Ordinal)
        );
        Assert.True(
            Bench.Fake.Requests.Count(request => request.EndsWith("/virtualMachines", StringComparison.Ordinal)) >= 4
        );
    }

    [Theory]
    [InlineData("PowerState/running", InstanceState.Running)]
    [InlineData("PowerState/starting", InstanceState.Starting)]
    [InlineData("PowerState/stopped", InstanceState.Stopped)]
    [InlineData("PowerState/deallocated", InstanceState.Stopped)]
    [InlineData("PowerState/unknown", InstanceState.Unknown)]
    public async Task Describe_AnyPower_IsTheRightState(string power, InstanceState expected)
    {
        var group = Bench.Group();
        await group.CreateAsync(group.Request("n-1"));

        Bench.Fake.SetPower("n-1", power);

        Assert.Equal(expected, Assert.Single(await group.ListAsync()).State);
    }

    [Fact]
    public async Task Describe_ManyMachines_AsksNoneByItself()
    {
        var group = Bench.Group();
        await group.CreateAsync(group.Requests(5));
        Bench.Fake.Requests.Clear();

        Assert.All(await group.ListAsync(), seen => Assert.Equal(InstanceState.Running, seen.State));

        Assert.Equal(4, Bench.Fake.Requests.Count);
    }

    [Fact]
    public async Task Describe_SubscriptionLags_AsksTheMachineItself()
    {
        var group = Bench.Group();
        await group.CreateAsync([group.Request("n-1"), group.Request("n-2")]);
        Bench.Fake.Untold.Add("n-2");

        Assert.Equal(
            [InstanceState.Running, InstanceState.Running],
            (await group.ListAsync()).Select(one => one.State)
        );
    }

    [Fact]
    public async Task Describe_RoleInTheGroupOnly_AsksEachMachine()
    {
        var group = Bench.Group();
        await group.CreateAsync(group.Requests(3));
        Bench.Fake.Add(
            new FakeFault("GET", $"{FakeAzure.Subscription}/providers/Microsoft.Compute/virtualMachines", 1)
            {
                Error = new AzureError(403, "AuthorizationFailed", "no role in the subscription"),
            }
        );

        Assert.All(await group.ListAsync(), seen => Assert.Equal(InstanceState.Running, seen.State));
    }

    [Fact]
    public async Task Describe_OnItsWay_IsStartingThenRunningThenTerminating()
    {
        var time = new FakeTimeProvider();
        await using var bench = await AzureBench.StartAsync(time);
        var group = bench.Group(createWait: TimeSpan.Zero);

        var creating = group.CreateAsync(group.Request());
        // The interface, which the machine waits for.
        await bench.UntilAsync(1);
        time.Advance(bench.Fake.OperationTime);
        var created = await creating;
        Assert.Equal(InstanceState.Starting, created.State);
        Assert.Equal(InstanceState.Starting, Assert.Single(await group.ListAsync()).State);
        time.Advance(bench.Fake.OperationTime);
        Assert.Equal(InstanceState.Running, Assert.Single(await group.ListAsync()).State);

        await group.DestroyAsync(created.Id);
        Assert.Equal(InstanceState.Terminating, Assert.Single(await group.ListAsync()).State);
        time.Advance(bench.Fake.OperationTime);
        // What the machine was made of goes after it, and is told of until then.
        Assert.Equal(InstanceState.Terminating, Assert.Single(await group.ListAsync()).State);
        time.Advance(bench.Fake.OperationTime);
        Assert.Empty(await group.ListAsync());
    }

    [Theory]
    [InlineData("false", "10.0.")]
    [InlineData("true", "203.0.")]
    public async Task Describe_Address_IsPublicWhereThereIsOne(string publicIp, string expected)
    {
        var group = Bench.Group($$"""{ "publicIp": {{publicIp}} }""");
        await group.CreateAsync(group.Request());

        Assert.StartsWith(expected, Assert.Single(await group.ListAsync()).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_GroupThatIsGone_IsEmpty() =>
        Assert.Empty(await Bench.Group("""{ "resourceGroup": "gone" }""").ListAsync());

    [Fact]
    public async Task Describe_HostileLabels_AreFoundExactly()
    {
        var group = Bench.Group();
        var labels = new Dictionary<string, string>(group.Request().Labels, StringComparer.Ordinal)
        {
            ["example.com/team"] = "<a href=\"x\">&?%/\\ 'OR 1=1",
            ["azure-thing"] = "",
            ["Windows"] = new string('ü', 255),
            ["a~002fb"] = "tilde",
        };

        await group.CreateAsync(group.Request() with { Labels = labels });

        var seen = Assert.Single(await group.ListAsync(labels)).Labels;
        Assert.Equal(
            labels.OrderBy(label => label.Key, StringComparer.Ordinal),
            seen.OrderBy(label => label.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Label_ManyTimes_KeepsTheOthers()
    {
        var group = Bench.Group();
        var created = await group.CreateAsync(group.Request(logicalId: "db-1"));

        await group.Provider.LabelAsync(
            new LabelRequest(
                created.Id,
                group.Properties,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["example.com/team"] = "red" }
            ),
            Cancel
        );

        var seen = Assert.Single(await group.ListAsync());
        Assert.Equal("red", seen.Labels["example.com/team"]);
        Assert.Equal("db-1", seen.LogicalId);
        Assert.Equal(created.Labels[LabelNames.Node], seen.Labels[LabelNames.Node]);
    }

    [Fact]
    public async Task Describe_ThrottledForLong_SaysHowLong()
    {
        Bench.Fake.Add(
            new FakeFault("GET", "networkInterfaces", 1)
            {
                Error = new AzureError(429, "TooManyRequests", "slow"),
                RetryAfter = 60,
            }
        );

        var failure = await Assert.ThrowsAsync<ThrottledException>(() => Bench.Group().ListAsync());

        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
    }

    [Fact]
    public async Task Console_WithText_ShowsItsEnd()
    {
        var group = Bench.Group();
        var created = await group.CreateAsync(group.Request("n-1"));
        Bench.Fake.WriteConsole("n-1", $"{new string('x', 70000)}login:");

        var text = await Bench.Open().ReadConsoleAsync(created.Id, group.Properties, Cancel);

        Assert.Equal(65536, text?.Length);
        Assert.EndsWith("login:", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://internal.example.org")]
    [InlineData("http://example.blob.core.windows.net")]
    [InlineData("https://example.blob.core.windows.net.example.org")]
    [InlineData("https://example.blob.core.windows.net:8443")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://169.254.169.254")]
    public async Task Console_TextElsewhereThanInAzuresStorage_IsNotAskedFor(string elsewhere)
    {
        var group = Bench.Group();
        var created = await group.CreateAsync(group.Request());
        Bench.Fake.BlobsAt = elsewhere;

        var refusal = await Assert.ThrowsAsync<RequestRejectedException>(() =>
            Bench.Open().ReadConsoleAsync(created.Id, group.Properties, Cancel)
        );

        Assert.Contains("not Azure's storage", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_EndpointOfASpecInAClosedNetwork_IsRefused()
    {
        var properties = Bench.Properties("""{ "tenantId": "t", "clientId": "c", "clientSecret": "s" }""");
        using var provider = Bench.Open(isTrusted: false, networks: new ProbeOptions { Deny = ["127.0.0.0/8"] });

        var refusal = await Assert.ThrowsAsync<RequestRejectedException>(() =>
            provider.DescribeAsync(new DescribeRequest(Bench.Group().Group(), Json.Of(properties), null), Cancel)
        );

        Assert.Contains("127.0.0.1, which may not be reached", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Bench.Fake.Requests);
    }

    [Fact]
    public async Task Console_WithoutText_IsNull()
    {
        var group = Bench.Group();
        var created = await group.CreateAsync(group.Request());

        Assert.Null(await Bench.Open().ReadConsoleAsync(created.Id, group.Properties, Cancel));
        await Assert.ThrowsAsync<InstanceGoneException>(() =>
            Bench.Open().ReadConsoleAsync(created.Id + "x", group.Properties, Cancel)
        );
    }
}
