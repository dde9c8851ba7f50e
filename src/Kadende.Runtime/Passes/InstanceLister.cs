using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>Lists the machines of a group in every place where they may be, each place once.</summary>
public sealed class InstanceLister(ProviderCalls calls, IInstallationStore installation)
{
    /// <returns>The machines, each once, and the sources with what came of listing them.</returns>
    public async Task<(IReadOnlyList<ObservedInstance> Instances, IReadOnlyList<GroupSource> Sources)> ListAsync(
        string clusterId,
        GroupPath path,
        IReadOnlyList<GroupSource> sources,
        CancellationToken cancellationToken
    )
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [LabelNames.Installation] = await installation.ReadIdAsync(cancellationToken),
            [LabelNames.Cluster] = clusterId,
            [LabelNames.Group] = path.Value,
        };
        var instances = new Dictionary<(string Place, string Id), ObservedInstance>();
        var listed = new List<GroupSource>();
        foreach (var place in sources.GroupBy(source => source.Facts.Key, StringComparer.Ordinal))
        {
            var newest = place.MaxBy(source => source.Key.Generation)!;
            var problem = newest.Facts.Problem;
            if (newest.Provider is { } provider)
            {
                problem = await ListAsync(provider, newest, labels, instances, cancellationToken);
            }

            listed.AddRange(place.Select(source => source with { Facts = source.Facts with { Problem = problem } }));
        }

        return ([.. instances.Values], listed);
    }

    private async Task<string?> ListAsync(
        IProvider provider,
        GroupSource source,
        Dictionary<string, string> labels,
        Dictionary<(string Place, string Id), ObservedInstance> instances,
        CancellationToken cancellationToken
    )
    {
        try
        {
            string? pageToken = null;
            do
            {
                var request = new DescribeRequest(labels, source.Spec.Properties, pageToken);
                var page = await calls.CallAsync(
                    provider,
                    "describe",
                    token => provider.DescribeAsync(request, token),
                    cancellationToken
                );
                foreach (var instance in page.Instances)
                {
                    instances[(source.Facts.Key, instance.Id)] = new ObservedInstance(instance, source.Key);
                }

                pageToken = page.NextPageToken;
            } while (pageToken is not null);

            return null;
        }
        catch (ProviderException failure)
        {
            return failure.Message;
        }
    }
}
