using Kadende.Plugins.Aws;
using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>The contract on moto, with launches of many machines.</summary>
public sealed class AwsBulkConformance(MotoFixture moto) : AwsConformanceBase(moto)
{
    protected override AwsOptions Options => new() { Region = AwsBench.Region };
}
