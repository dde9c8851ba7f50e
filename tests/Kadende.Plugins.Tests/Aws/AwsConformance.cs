using Kadende.Plugins.Aws;
using Kadende.TestKit.Moto;

namespace Kadende.Plugins.Tests.Aws;

/// <summary>The contract on moto, with a launch for each machine: every creation can be repeated by itself.</summary>
public sealed class AwsConformance(MotoFixture moto) : AwsConformanceBase(moto)
{
    protected override AwsOptions Options =>
        new()
        {
            Region = AwsBench.Region,
            CreateBatch = 1,
            PageSize = 5,
        };
}
