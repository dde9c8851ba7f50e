using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>Changes labels of a machine in place.</summary>
internal static class AwsLabels
{
    public static async Task SetAsync(IAmazonEC2 client, LabelRequest request, CancellationToken cancellationToken)
    {
        if (PluginLabels.NameOwner(request.Labels))
        {
            PluginLabels.CheckOwner(
                request.InstanceId,
                await PresentAsync(client, request.InstanceId, cancellationToken),
                request.Labels
            );
        }

        var ask = new CreateTagsRequest
        {
            Resources = [request.InstanceId],
            Tags = [.. request.Labels.Select(label => new Tag(label.Key, label.Value))],
        };
        await AwsCall.AskAsync(() => client.CreateTagsAsync(ask, cancellationToken), cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<string, string>> PresentAsync(
        IAmazonEC2 client,
        string instanceId,
        CancellationToken cancellationToken
    )
    {
        var ask = new DescribeInstancesRequest { InstanceIds = [instanceId] };
        var answer = await AwsCall.AskAsync(
            () => client.DescribeInstancesAsync(ask, cancellationToken),
            cancellationToken
        );
        return
            (answer.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []).FirstOrDefault()
                is { } machine
            ? AwsMachines.Of(machine, impaired: false).Labels
            : throw new InstanceGoneException($"There is no machine '{instanceId}'.");
    }
}
