using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.TestPlugins;

/// <summary>Never answers, and does not hear when a call is cancelled.</summary>
public sealed class DeafProvider() : BareProvider("deaf")
{
    public override Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => new TaskCompletionSource<IReadOnlyList<PropertyFault>>().Task;

    public override Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        new TaskCompletionSource<InstancePage>().Task;
}
