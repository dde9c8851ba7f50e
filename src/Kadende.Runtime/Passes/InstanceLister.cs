using System.Runtime.CompilerServices;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>Lists the machines of a group in every place where they may be, each place once.</summary>
public sealed class InstanceLister(ProviderCalls calls, IInstallationStore installation, TimeProvider time)
{
    /// <summary>More than any group fills: a list that is longer has no end.</summary>
    public const int MostPages = 10_000;

    /// <summary>How long all pages of one list may take together, however fast each of them comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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
            await foreach (var instance in PagesAsync(provider, source, labels, cancellationToken))
            {
                instances[(source.Facts.Key, instance.Id)] = new ObservedInstance(instance, source.Key);
            }

            return null;
        }
        catch (ProviderException failure)
        {
            return failure.Message;
        }
    }

    /// <exception cref="ProviderException">The list cannot be had as a whole, so that it is not known who is not in it.</exception>
    private async IAsyncEnumerable<Instance> PagesAsync(
        IProvider provider,
        GroupSource source,
        Dictionary<string, string> labels,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        var seen = new HashSet<string>(StringComparer.Ordinal);
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
                yield return instance;
            }

            pageToken = page.NextPageToken;
            if (pageToken is not null && EndlessBecause(seen, pageToken, begun) is { } why)
            {
                throw new ProviderUnavailableException(
                    $"Provider {provider.Description.Name} does not come to the end of its list: {why}."
                );
            }
        } while (pageToken is not null);
    }

    private string? EndlessBecause(HashSet<string> seen, string pageToken, long begun) =>
        !seen.Add(pageToken) ? "it names a page that it has given already"
        : seen.Count >= MostPages ? $"it has more than {MostPages} pages"
        : time.GetElapsedTime(begun) > Patience ? $"it took longer than {Patience.TotalSeconds:0}s"
        : null;
}
