using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.Plugins.Aws;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Moto;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>The provider before a moto of which this test sees a front of its own.</summary>
public sealed class AwsBench : IAsyncDisposable
{
    public const string Region = "eu-west-1";

    private AwsBench(Ec2Front front)
    {
        Front = front;
        Direct = new AmazonEC2Client(
            "test",
            "test",
            new AmazonEC2Config { ServiceURL = front.Address.ToString(), AuthenticationRegion = Region }
        );
    }

    public Ec2Front Front { get; }

    /// <summary>A client without the provider, to see what really is there.</summary>
    public AmazonEC2Client Direct { get; }

    public string Properties => PropertiesWith("");

    public static async Task<AwsBench> OpenAsync(MotoFixture moto)
    {
        var cancel = TestContext.Current.CancellationToken;
        var bench = new AwsBench(await moto.OpenFrontAsync(cancel));
        try
        {
            await bench.Direct.CreateKeyPairAsync(new CreateKeyPairRequest("mwas"), cancel);
        }
        catch (AmazonEC2Exception failure) when (failure.ErrorCode == "InvalidKeyPair.Duplicate")
        {
            // Another test was first.
        }

        return bench;
    }

    /// <summary>The properties of the sample spec, with where to find EC2, and more.</summary>
    public string PropertiesWith(string more) =>
        $$"""
            {
              "key": "mwas", "instanceType": "t2.small", "image": "debian",
              "endpoint": "{{Front.Address}}", "accessKeyId": "test", "secretAccessKey": "test"
              {{more}}
            }
            """;

    public static IProvider Provider(AwsOptions? options = null) =>
        new AwsProvider(
            Options.Create(options ?? new AwsOptions { Region = Region }),
            Options.Create(new ProbeOptions())
        );

    public ProviderBench Group(AwsOptions? options = null, string more = "") =>
        new(() => Provider(options), Json.Of(PropertiesWith(more)));

    public async ValueTask DisposeAsync()
    {
        Direct.Dispose();
        await Front.DisposeAsync();
    }
}
