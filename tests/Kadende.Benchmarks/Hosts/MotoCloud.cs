using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.Benchmarks.Measurements;
using Kadende.Plugins.Aws;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Moto;
using Microsoft.Extensions.Options;

namespace Kadende.Benchmarks.Hosts;

/// <summary>A moto of our own, asked through the provider and by the bare client.</summary>
internal sealed class MotoCloud : IAsyncDisposable
{
    private const string Region = "eu-west-1";
    private const string Image = "ami-0deb1a0000000132";
    private const string Type = "t2.small";
    private const string Configuration = "0123456789abcdef";

    private readonly MotoServer _server;
    private readonly Ec2Front _front;
    private readonly AmazonEC2Client _client;
    private readonly AwsProvider _provider = new(
        Options.Create(new AwsOptions { Region = Region }),
        Options.Create(new ProbeOptions())
    );
    private readonly JsonElement _properties;
    private int _last;

    private MotoCloud(MotoServer server, Ec2Front front)
    {
        _server = server;
        _front = front;
        _client = new AmazonEC2Client(
            "test",
            "test",
            new AmazonEC2Config { ServiceURL = front.Address.ToString(), AuthenticationRegion = Region }
        );
        _properties = JsonSerializer.SerializeToElement(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["instanceType"] = Type,
                ["image"] = Image,
                ["endpoint"] = front.Address.ToString(),
                ["accessKeyId"] = "test",
                ["secretAccessKey"] = "test",
            }
        );
    }

    /// <exception cref="MeasurementException">There is no moto here.</exception>
    public static async Task<MotoCloud> StartAsync(CancellationToken cancellationToken)
    {
        if (MotoServer.Missing is { } reason)
        {
            throw new MeasurementException(reason);
        }

        var server = await MotoServer.StartAsync(cancellationToken);
        return new MotoCloud(server, await Ec2Front.StartAsync(server.Address, cancellationToken));
    }

    /// <summary>In calls of the size and number that the provider says, as a pass makes them.</summary>
    public Task CreateAsync(string group, int count, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable
                .Range(0, count)
                .Select(_ => Request(group))
                .Chunk(_provider.Description.Capabilities.CreateBatch),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = _provider.Description.Capabilities.Parallelism,
                CancellationToken = cancellationToken,
            },
            async (batch, stop) =>
            {
                var results = await _provider.CreateAsync(batch, stop);
                if (results.Any(result => result is not CreateResult.Created))
                {
                    throw new MeasurementException("A machine was not made.");
                }
            }
        );

    /// <summary>The same machines, with all that is tagged by the provider tagged too, in one call.</summary>
    public async Task CreateBareAsync(string group, int count, CancellationToken cancellationToken)
    {
        var tags = Labels(group)
            .Append(new(LabelNames.Configuration, Configuration))
            .Select(label => new Tag(label.Key, label.Value))
            .ToList();
        ResourceType[] tagged = [ResourceType.Instance, ResourceType.Volume, ResourceType.NetworkInterface];
        var request = new RunInstancesRequest
        {
            ImageId = Image,
            InstanceType = Type,
            MinCount = count,
            MaxCount = count,
            TagSpecifications = [.. tagged.Select(type => new TagSpecification { ResourceType = type, Tags = tags })],
        };
        var answer = await _client.RunInstancesAsync(request, cancellationToken);
        if (answer.Reservation.Instances.Count != count)
        {
            throw new MeasurementException($"{answer.Reservation.Instances.Count} machines were made.");
        }
    }

    public async Task ListAsync(string group, int expected, CancellationToken cancellationToken)
    {
        var seen = await IdsAsync(group, cancellationToken);
        if (seen.Count != expected)
        {
            throw new MeasurementException($"{seen.Count} machines were listed, not {expected}.");
        }
    }

    public async Task ListBareAsync(string group, int expected, CancellationToken cancellationToken)
    {
        var request = new DescribeInstancesRequest
        {
            Filters = [.. Labels(group).Select(label => new Filter($"tag:{label.Key}", [label.Value]))],
            MaxResults = 1000,
        };
        var answer = await _client.DescribeInstancesAsync(request, cancellationToken);
        var seen = answer.Reservations.Sum(reservation => reservation.Instances.Count);
        if (seen != expected)
        {
            throw new MeasurementException($"{seen} machines were listed, not {expected}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _front.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<List<string>> IdsAsync(string group, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        string? next = null;
        do
        {
            var page = await _provider.DescribeAsync(
                new DescribeRequest(Labels(group), _properties, next),
                cancellationToken
            );
            ids.AddRange(page.Instances.Select(machine => machine.Id));
            next = page.NextPageToken;
        } while (next is not null);

        return ids;
    }

    private CreateRequest Request(string group)
    {
        var node = $"{group}-{Interlocked.Increment(ref _last)}";
        return new CreateRequest
        {
            Token = $"{node}-1",
            Properties = _properties,
            Labels = new Dictionary<string, string>(Labels(group), StringComparer.Ordinal)
            {
                [LabelNames.Node] = node,
                [LabelNames.Configuration] = Configuration,
            },
        };
    }

    private static Dictionary<string, string> Labels(string group) =>
        new(StringComparer.Ordinal)
        {
            [LabelNames.Installation] = "benchmark",
            [LabelNames.Cluster] = "c1",
            [LabelNames.Group] = group,
        };
}
