using Kadende.Sdk.Providers;

namespace Kadende.TestPlugins;

/// <summary>Lists a machine that is none.</summary>
public sealed class BabblingProvider() : BareProvider("babbling")
{
    public override Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new InstancePage([null!], null));
}
