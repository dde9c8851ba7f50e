using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Conformance;

/// <summary>Asks a provider for machines of one group of an installation that no other test has.</summary>
public sealed class ProviderBench(Func<IProvider> open, JsonElement properties)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private int _lastNode;

    /// <summary>A new object on the same machines, as after a restart.</summary>
    public IProvider Reopen() => Provider = open();

    public IProvider Provider { get; private set; } = open();

    public string Installation { get; } = $"t{Guid.NewGuid():N}";

    public JsonElement Properties { get; } = properties;

    public IReadOnlyDictionary<string, string> Group(string cluster = "c1", string group = "web") =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [LabelNames.Installation] = Installation,
            [LabelNames.Cluster] = cluster,
            [LabelNames.Group] = group,
        };

    public CreateRequest Request(
        string? token = null,
        string? init = null,
        string? logicalId = null,
        string cluster = "c1",
        string group = "web"
    )
    {
        var node = token ?? $"n-{Interlocked.Increment(ref _lastNode)}-{Installation}";
        return new CreateRequest
        {
            Token = node,
            Properties = Properties,
            Init = init,
            LogicalId = logicalId,
            Labels = new Dictionary<string, string>(Group(cluster, group), StringComparer.Ordinal)
            {
                [LabelNames.Node] = node,
                [LabelNames.Configuration] = "0123456789abcdef",
                ["env"] = "test",
            },
        };
    }

    public IReadOnlyList<CreateRequest> Requests(int count) => [.. Enumerable.Range(0, count).Select(_ => Request())];

    public async Task<Instance> CreateAsync(CreateRequest request) => (await CreateAsync([request]))[0];

    /// <summary>In as many calls as the provider's batches need; every one must succeed.</summary>
    public async Task<IReadOnlyList<Instance>> CreateAsync(IReadOnlyList<CreateRequest> requests)
    {
        var instances = new List<Instance>();
        foreach (var batch in requests.Chunk(Provider.Description.Capabilities.CreateBatch))
        {
            var results = await Provider.CreateAsync(batch, TestContext.Current.CancellationToken);
            Assert.Equal(batch.Length, results.Count);
            instances.AddRange(results.Select(result => Assert.IsType<CreateResult.Created>(result).Instance));
        }

        return instances;
    }

    public Task<IReadOnlyList<Instance>> ListAsync() => ListAsync(Group());

    public async Task<IReadOnlyList<Instance>> ListAsync(IReadOnlyDictionary<string, string> labels) =>
        [.. (await PagesAsync(labels, CancellationToken.None)).SelectMany(page => page.Instances)];

    public async Task<IReadOnlyList<InstancePage>> PagesAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var pages = new List<InstancePage>();
        do
        {
            pages.Add(
                await Provider.DescribeAsync(
                    new DescribeRequest(labels, Properties, pages.LastOrDefault()?.NextPageToken),
                    cancellationToken
                )
            );
        } while (pages[^1].NextPageToken is not null);

        return pages;
    }

    public async Task DestroyAsync(params IEnumerable<string> ids)
    {
        foreach (var batch in ids.Chunk(Provider.Description.Capabilities.DestroyBatch))
        {
            var results = await Provider.DestroyAsync(
                [
                    .. batch.Select(id => new DestroyRequest(
                        id,
                        Properties,
                        RemovalReason.NotWanted,
                        "the test is over"
                    )),
                ],
                CancellationToken.None
            );
            Assert.Equal(batch.Length, results.Count);
            Assert.All(results, result => Assert.IsType<DestroyResult.Accepted>(result));
        }
    }

    /// <summary>Looks until the listing is as told; what it was last is in the message when it never is.</summary>
    public async Task<IReadOnlyList<Instance>> UntilAsync(Func<IReadOnlyList<Instance>, bool> asTold)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var seen = await ListAsync();
        while (!asTold(seen))
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(begun) < Patience,
                $"After {Patience} still: {string.Join(", ", seen.Select(instance => $"{instance.Id} {instance.State}"))}"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            seen = await ListAsync();
        }

        return seen;
    }

    /// <summary>Removes every machine of the installation.</summary>
    public async Task CleanAsync()
    {
        var all = await ListAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Installation] = Installation }
        );
        await DestroyAsync(all.Select(instance => instance.Id));
    }
}
