using Kadende.Sdk.Providers;

namespace Kadende.TestPlugins;

/// <summary>Blocks the thread that it is called on until the call is cancelled.</summary>
public sealed class BlockingProvider() : BareProvider("blocking")
{
    public override Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne();
        throw new OperationCanceledException(cancellationToken);
    }
}
