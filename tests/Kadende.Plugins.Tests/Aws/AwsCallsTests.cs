using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>How many calls a deed takes: what makes the provider slow, and an account throttled, is more of them.</summary>
public sealed class AwsCallsTests(MotoFixture moto) : AwsTest(moto)
{
    private const int Machines = 200;

    [Fact]
    public async Task Create_TwoHundred_TakesALaunchForEachHundredAndAListingOnePage()
    {
        await Bench.CreateAsync(Bench.Requests(Machines));

        Assert.Equal((2, 2), (Count("RunInstances"), Count("DescribeImages")));
        Assert.Equal(4, Asked.Count);

        Assert.Equal(Machines, (await Bench.ListAsync()).Count);
        Assert.Equal((1, 2), (Count("DescribeInstances"), Count("DescribeInstanceStatus")));
    }

    private int Count(string action) => Asked.Count(call => call.Action == action);
}
