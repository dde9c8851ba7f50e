using Amazon.EC2.Model;
using Kadende.Plugins.Aws;
using Kadende.Plugins.Tests.Conformance;

namespace Kadende.Plugins.Tests.Aws;

public sealed class AwsPropertiesTests
{
    private const string Sample = """{ "key": "mwas", "instanceType": "t2.small", "image": "debian" }""";

    [Theory]
    [InlineData("{}", "region image instanceType")]
    [InlineData("""{ "region": "eu-west-1", "launchTemplate": { "name": "web" } }""", "")]
    [InlineData("""{ "region": "eu-west-1", "launchTemplate": { "name": "web", "id": "lt-1" } }""", "launchTemplate")]
    [InlineData(
        """{ "region": "eu-west-1", "launchTemplate": { "id": "lt-1" }, "zones": ["a"], "subnets": ["subnet-1"] }""",
        "zones"
    )]
    [InlineData(
        """{ "region": "eu-west-1", "launchTemplate": { "id": "lt-1" }, "accessKeyId": "a", "profile": "p" }""",
        "secretAccessKey profile"
    )]
    [InlineData(
        """{ "region": "eu-west-1", "launchTemplate": { "id": "lt-1" }, "sessionToken": "a", "spotMaxPrice": "1" }""",
        "spotMaxPrice sessionToken"
    )]
    public void Faults_Contradictions_AreToldAllAtOnce(string properties, string paths) =>
        Assert.Equal(
            paths,
            string.Join(
                ' ',
                AwsProperties.Parse(Json.Of(properties), new AwsOptions()).Faults(new AwsOptions()).Select(f => f.Path)
            )
        );

    [Fact]
    public void Faults_SampleWithARegionOfTheOptions_HasNone() =>
        Assert.Empty(
            AwsProperties.Parse(Json.Of(Sample), new AwsOptions { Region = "eu-west-1" }).Faults(new AwsOptions())
        );

    [Fact]
    public void Scope_OtherRegionEndpointOrAccount_IsAnother()
    {
        string[] scopes =
        [
            ScopeOf("{}"),
            ScopeOf("""{ "region": "eu-west-1" }"""),
            ScopeOf("""{ "endpoint": "http://127.0.0.1:1" }"""),
            ScopeOf("""{ "profile": "p" }"""),
            ScopeOf("""{ "accessKeyId": "AKIA1" }"""),
            ScopeOf("""{ "accessKeyId": "AKIA2" }"""),
        ];

        Assert.Equal(scopes.Length, scopes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(scopes, scope => Assert.DoesNotContain("AKIA", scope, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("t2.small", false)]
    [InlineData("g4dn.xlarge", false)]
    [InlineData("m7i-flex.large", false)]
    [InlineData(null, false)]
    [InlineData("t4g.nano", true)]
    [InlineData("c7gn.large", true)]
    [InlineData("g5g.xlarge", true)]
    [InlineData("a1.medium", true)]
    public void IsArm_Type_IsToldByItsFamily(string? type, bool arm) => Assert.Equal(arm, AwsImages.IsArm(type));

    [Fact]
    public void Newest_SomeImages_IsTheLastMade() =>
        Assert.Equal(
            "b",
            AwsImages
                .Newest([
                    new Image { ImageId = "a", CreationDate = "2024-12-31T00:00:00.000Z" },
                    new Image { ImageId = "b", CreationDate = "2025-10-06T00:00:00.000Z" },
                    new Image { ImageId = "c", CreationDate = "2025-08-14T00:00:00.000Z" },
                ])
                ?.ImageId
        );

    private static string ScopeOf(string properties) =>
        AwsProperties.Parse(Json.Of(properties), new AwsOptions { Region = "us-east-1" }).Scope();
}
