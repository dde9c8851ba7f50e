using Kadende.Plugins.Aws;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.TestKit.Moto;

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
}
