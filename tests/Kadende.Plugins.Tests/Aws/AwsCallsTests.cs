using Kadende.Plugins.Aws;
using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>How many calls a deed takes: what makes the provider slow, and an account throttled, is more of them.</summary>
public sealed class AwsCallsTests(MotoFixture moto) : AwsTest(moto)
{
    private const int Machines = 500;

    [Fact]
    public async Task Create_FiveHundred_TakesALaunchForEachHundredAndAListingOnePage()
    {
        await Bench.CreateAsync(Bench.Requests(Machines));

        Assert.Equal((5, 5), (Count("RunInstances"), Count("DescribeImages")));
        Assert.Equal(10, Asked.Count);

        Assert.Equal(Machines, (await Bench.ListAsync()).Count);
        Assert.Equal((1, 2), (Count("DescribeInstances"), Count("DescribeInstanceStatus")));

        var paged = Aws.Group(new AwsOptions { Region = AwsBench.Region, PageSize = 100 });
        Assert.Equal(Machines, (await paged.ListAsync(Bench.Group())).Count);
        // Pages grow with the machines, and the calls with the pages.
        Assert.Equal((6, 12), (Count("DescribeInstances"), Count("DescribeInstanceStatus")));
    }

    private int Count(string action) => Asked.Count(call => call.Action == action);
}
