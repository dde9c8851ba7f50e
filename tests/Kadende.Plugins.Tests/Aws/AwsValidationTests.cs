using Amazon.EC2.Model;
using Kadende.Plugins.Aws;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Moto;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>What is asked before money is spent.</summary>
public sealed class AwsValidationTests(MotoFixture moto) : AwsTest(moto)
{
    [Fact]
    public async Task Validate_EverythingWrong_IsToldAtEachProperty()
    {
        var properties = Json.Of(
            $$"""
            {
              "endpoint": "{{Aws.Front.Address}}", "accessKeyId": "test", "secretAccessKey": "test",
              "key": "nobodys", "instanceType": "t2.unheard", "image": "ami-00000000",
              "subnets": ["subnet-0000"], "securityGroups": ["sg-0000"], "launchTemplate": { "name": "none" }
            }
            """
        );

        var faults = await Bench.Provider.ValidateAsync(properties, Cancel);

        Assert.Equal(
            ["image", "instanceType", "key", "launchTemplate/name", "securityGroups/0", "subnets/0"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal)
        );
        Assert.Empty(Launches);
    }

    [Fact]
    public async Task Validate_Sample_IsTriedWithoutALaunch()
    {
        Assert.Empty(await Bench.Provider.ValidateAsync(Bench.Properties, Cancel));

        Assert.Contains(Aws.Front.Calls, call => call.Form.GetValueOrDefault("DryRun") == "true");
        Assert.Empty(Launches);
    }

    [Fact]
    public async Task Validate_WrongCredentials_AreTold()
    {
        Aws.Front.Refuse("DescribeImages", new Ec2Refusal("AuthFailure", 401, "AWS was not able to validate you."));

        await Assert.ThrowsAsync<CredentialException>(() => Bench.Provider.ValidateAsync(Bench.Properties, Cancel));
    }

    [Fact]
    public async Task Validate_NobodyAnswers_IsUnavailable()
    {
        var bench = new ProviderBench(
            () => AwsBench.Provider(new AwsOptions { Region = AwsBench.Region, Repeats = 0 }),
            Json.Of(
                Aws.Properties.Replace(Aws.Front.Address.ToString(), "http://127.0.0.1:1/", StringComparison.Ordinal)
            )
        );

        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            bench.Provider.ValidateAsync(bench.Properties, Cancel)
        );
    }

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("https://user@example.com/")]
    public async Task Validate_EndpointThatIsNoHttpsOne_IsAFault(string endpoint)
    {
        var properties = Json.Of(
            Aws.Properties.Replace(Aws.Front.Address.ToString(), endpoint, StringComparison.Ordinal)
        );

        Assert.Contains(await Bench.Provider.ValidateAsync(properties, Cancel), fault => fault.Path == "endpoint");
        await Assert.ThrowsAsync<RequestRejectedException>(() =>
            Bench.Provider.DescribeAsync(new DescribeRequest(Bench.Group(), properties, null), Cancel)
        );
    }

    [Fact]
    public async Task AnyCall_EndpointOfASpecWithoutItsCredentials_SendsNothing()
    {
        var properties = Json.Of(
            $$"""{ "endpoint": "{{Aws.Front.Address}}", "instanceType": "t2.small", "image": "debian" }"""
        );

        var fault = Assert.Single(await Bench.Provider.ValidateAsync(properties, Cancel));
        await Assert.ThrowsAsync<RequestRejectedException>(() =>
            Bench.Provider.DescribeAsync(new DescribeRequest(Bench.Group(), properties, null), Cancel)
        );

        Assert.Equal("endpoint", fault.Path);
        Assert.Empty(Asked);
    }

    [Fact]
    public async Task Describe_EndpointOfASpecInAClosedNetwork_IsRefused()
    {
        var provider = new AwsProvider(
            Options.Create(new AwsOptions { Region = AwsBench.Region, Repeats = 0 }),
            Options.Create(new ProbeOptions { Deny = ["127.0.0.0/8"] })
        );

        var refusal = await Assert.ThrowsAsync<RequestRejectedException>(() =>
            provider.DescribeAsync(new DescribeRequest(Bench.Group(), Bench.Properties, null), Cancel)
        );

        Assert.Contains("127.0.0.1, which may not be reached", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Asked);
    }

    [Fact]
    public async Task Describe_EndpointOfTheSettings_IsTheOperatorsWord()
    {
        var provider = new AwsProvider(
            Options.Create(new AwsOptions { Region = AwsBench.Region, Endpoint = Aws.Front.Address }),
            Options.Create(new ProbeOptions { Deny = ["127.0.0.0/8"] })
        );

        var page = await provider.DescribeAsync(new DescribeRequest(Bench.Group(), Bench.Properties, null), Cancel);

        Assert.Empty(page.Instances);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{ "profile": "ops" }""", true)]
    [InlineData("""{ "accessKeyId": "a", "secretAccessKey": null }""", true)]
    [InlineData("""{ "accessKeyId": "a", "secretAccessKey": "${secret:aws}" }""", false)]
    public void UsesHost_AccessKey_IsTheSpecsOwn(string properties, bool usesHost) =>
        Assert.Equal(usesHost, Bench.Provider.UsesHost(Json.Of(properties)));

    [Fact]
    public async Task CheckRoom_AllOfThem_AreTriedInOneLaunch()
    {
        Assert.Empty(await Bench.Provider.CheckRoomAsync(Bench.Properties, 40, Cancel));

        var tried = Assert.Single(Aws.Front.Calls, call => call.Form.GetValueOrDefault("DryRun") == "true");
        Assert.Equal(("40", "40"), (tried.Form["MinCount"], tried.Form["MaxCount"]));
        Assert.Empty(Launches);
    }

    [Fact]
    public async Task CheckRoom_LimitOfProcessors_IsAFaultOfTheInstanceType()
    {
        Aws.Front.Refuse(
            "RunInstances",
            new Ec2Refusal("VcpuLimitExceeded", 400, "You have requested more vCPU capacity.")
        );

        var fault = Assert.Single(await Bench.Provider.CheckRoomAsync(Bench.Properties, 40, Cancel));

        Assert.Equal("instanceType", fault.Path);
    }

    [Fact]
    public async Task CheckRoom_MoreThanTheSubnetsHaveAddresses_IsAFault()
    {
        var vpc = await Aws.Direct.CreateVpcAsync(new CreateVpcRequest("10.77.0.0/16"), Cancel);
        var subnet = await Aws.Direct.CreateSubnetAsync(new CreateSubnetRequest(vpc.Vpc.VpcId, "10.77.0.0/28"), Cancel);
        var properties = Json.Of(Aws.PropertiesWith($$""", "subnets": ["{{subnet.Subnet.SubnetId}}"]"""));

        Assert.Empty(await Bench.Provider.CheckRoomAsync(properties, 11, Cancel));
        Assert.Equal("subnets", Assert.Single(await Bench.Provider.CheckRoomAsync(properties, 12, Cancel)).Path);
    }
}
