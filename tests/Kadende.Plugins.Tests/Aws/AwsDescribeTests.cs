using Kadende.Plugins.Aws;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>Listings, removals and consoles.</summary>
public sealed class AwsDescribeTests(MotoFixture moto) : AwsTest(moto)
{
    private static readonly Ec2Refusal Throttling = new("RequestLimitExceeded", 503, "Request limit exceeded.");

    [Fact]
    public async Task Describe_ThrottledOnce_IsAskedAgain()
    {
        Aws.Front.Refuse("DescribeInstances", Throttling);

        Assert.Empty(await Bench.ListAsync());
    }

    [Fact]
    public async Task Describe_ThrottledAlways_SaysWhenToComeBack()
    {
        Aws.Front.Refuse("DescribeInstances", Throttling, times: 2);
        var bench = Aws.Group(new AwsOptions { Region = AwsBench.Region, Repeats = 1 });

        var failure = await Assert.ThrowsAsync<ThrottledException>(() => bench.ListAsync());

        Assert.True(failure.RetryAfter > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("instance")]
    [InlineData("system")]
    public async Task Describe_ImpairedMachine_IsFailed(string check)
    {
        var created = await Bench.CreateAsync(Bench.Requests(2));
        await Bench.UntilAsync(seen => seen.All(machine => machine.State == InstanceState.Running));

        Aws.Front.Impaired[created[0].Id] = check;

        var states = (await Bench.ListAsync()).ToDictionary(machine => machine.Id, machine => machine.State);
        Assert.Equal(InstanceState.Failed, states[created[0].Id]);
        Assert.Equal(InstanceState.Running, states[created[1].Id]);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("te?t")]
    [InlineData("t[e]st")]
    [InlineData("a\\b \"<&>' ä 漢 🙂 =,/:@")]
    [InlineData("")]
    public async Task Describe_HostileLabel_IsFoundExactly(string value)
    {
        var plain = Bench.Request();
        var hostile = Bench.Request();
        hostile = hostile with
        {
            Labels = new Dictionary<string, string>(hostile.Labels, StringComparer.Ordinal) { ["env"] = value },
        };
        await Bench.CreateAsync([plain, hostile]);

        var found = await Bench.ListAsync(
            new Dictionary<string, string>(Bench.Group(), StringComparer.Ordinal) { ["env"] = value }
        );

        Assert.Equal(hostile.Token, Assert.Single(found).Labels[LabelNames.Node]);
    }

    [Fact]
    public async Task Destroy_SomeAreGoneAlready_RemovesTheRest()
    {
        var created = await Bench.CreateAsync(Bench.Requests(5));

        await Bench.DestroyAsync([.. created.Select(machine => machine.Id), "i-0123456789abcdef0"]);

        Assert.Empty(await Bench.UntilAsync(seen => seen.Count == 0));
    }

    [Fact]
    public async Task Console_Machine_IsReadAndAnUnknownOneIsGone()
    {
        var created = await Bench.CreateAsync(Bench.Request());
        var console = Bench.Provider.Console!;

        var text = await console.ReadConsoleAsync(created.Id, Bench.Properties, Cancel);

        Assert.Contains("Linux version", text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InstanceGoneException>(() =>
            console.ReadConsoleAsync("i-0123456789abcdef0", Bench.Properties, Cancel)
        );
    }
}
