using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>Lists machines by their labels, with the word of EC2's status checks.</summary>
internal sealed class AwsListing(IAmazonEC2 client, AwsOptions options)
{
    private const int StatusPage = 1000;

    private static readonly List<string> Existing = ["pending", "running", "stopping", "stopped", "shutting-down"];

    public async Task<InstancePage> PageAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        var ask = new DescribeInstancesRequest
        {
            Filters = Filters(request.Labels),
            MaxResults = options.PageSize,
            NextToken = request.PageToken,
        };
        var answering = AwsCall.AskAsync(
            () => client.DescribeInstancesAsync(ask, cancellationToken),
            cancellationToken
        );
        var judging = ImpairedAsync(cancellationToken);
        await Task.WhenAll(answering, judging);
        var answer = await answering;
        var impaired = await judging;
        var machines = (answer.Reservations ?? [])
            .SelectMany(reservation => reservation.Instances ?? [])
            .Where(machine => !AwsMachines.IsGone(machine))
            .Select(machine => AwsMachines.Of(machine, impaired.Contains(machine.InstanceId)))
            .Where(machine => PluginLabels.Match(machine.Labels, request.Labels));
        return new InstancePage([.. machines], string.IsNullOrEmpty(answer.NextToken) ? null : answer.NextToken);
    }

    /// <summary>
    /// What EC2 can sift for us. The node is left out: a machine that was launched with others has it in its list; and so are values
    /// that would be patterns there.
    /// </summary>
    private static List<Filter> Filters(IReadOnlyDictionary<string, string> labels) =>
        [
            new Filter("instance-state-name", Existing),
            .. labels
                .Where(label => label.Key != LabelNames.Node)
                .Select(label =>
                    IsPattern(label.Value)
                        ? new Filter("tag-key", [label.Key])
                        : new Filter($"tag:{label.Key}", [label.Value])
                ),
        ];

    private static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?', '\\') || text.Contains('[');

    /// <summary>Machines of which a status check failed. There are few of them, so the whole region is asked at once.</summary>
    private async Task<HashSet<string>> ImpairedAsync(CancellationToken cancellationToken)
    {
        if (!options.StatusChecks)
        {
            return [];
        }

        // Two filters in one request would mean both at once.
        var found = await Task.WhenAll(
            ImpairedAsync("instance-status.status", cancellationToken),
            ImpairedAsync("system-status.status", cancellationToken)
        );
        return [.. found.SelectMany(ids => ids)];
    }

    private async Task<List<string>> ImpairedAsync(string filter, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        string? next = null;
        do
        {
            var request = new DescribeInstanceStatusRequest
            {
                Filters = [new Filter(filter, ["impaired"])],
                MaxResults = StatusPage,
                NextToken = next,
            };
            var answer = await AwsCall.AskAsync(
                () => client.DescribeInstanceStatusAsync(request, cancellationToken),
                cancellationToken
            );
            ids.AddRange((answer.InstanceStatuses ?? []).Select(status => status.InstanceId));
            next = answer.NextToken;
        } while (!string.IsNullOrEmpty(next));

        return ids;
    }
}
