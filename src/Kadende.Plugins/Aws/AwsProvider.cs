using System.Text;
using System.Text.Json;
using Amazon.EC2.Model;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Aws;

/// <summary>Instances of Amazon EC2, or of what speaks its language.</summary>
public sealed class AwsProvider(IOptions<AwsOptions> options) : IProvider, IConsoleOutput
{
    private const int ConsoleLimit = 64 * 1024;

    /// <summary>EC2 takes a thousand; fewer keep the answer to a launch or a removal short.</summary>
    private const int RemovalBatch = 100;

    private readonly AwsClients _clients = new(options.Value);

    public ProviderDescription Description { get; } =
        new(
            "aws",
            "1.0.0",
            "Makes instances of Amazon EC2, many in one launch.",
            AwsSchema.Text,
            new ProviderCapabilities
            {
                // A launch of several machines can only be repeated as a whole; see ADR 9.
                IdempotentCreate = options.Value.CreateBatch == 1,
                ListDelay = options.Value.ListDelay,
                CreateBatch = options.Value.CreateBatch,
                DestroyBatch = RemovalBatch,
                Parallelism = options.Value.Parallelism,
                CallTimeout = options.Value.CallTimeout,
                LabelsInPlace = true,
            }
        );

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parsed = Parse(properties);
        List<PropertyFault> faults = [.. parsed.Faults()];
        return faults.Count > 0
            ? faults
            : await new AwsValidation(_clients.Of(parsed), parsed, cancellationToken).FaultsAsync();
    }

    public string ScopeOf(JsonElement properties) => Parse(properties).Scope();

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var properties = Parse(requests[0].Properties);
        return await new AwsLauncher(_clients.Of(properties), properties, options.Value).LaunchAsync(
            requests,
            cancellationToken
        );
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var client = _clients.Of(Parse(request.Properties));
        return await new AwsListing(client, options.Value).PageAsync(request, cancellationToken);
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var client = _clients.Of(Parse(requests[0].Properties));
        return await new AwsRemoval(client).RemoveAsync(
            [.. requests.Select(request => request.InstanceId)],
            cancellationToken
        );
    }

    public async Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireId(request.InstanceId);
        if (LaunchBatch.TagProblem([.. request.Labels]) is { } problem)
        {
            throw problem;
        }

        var client = _clients.Of(Parse(request.Properties));
        var ask = new CreateTagsRequest
        {
            Resources = [request.InstanceId],
            Tags = [.. request.Labels.Select(label => new Tag(label.Key, label.Value))],
        };
        await AwsCall.AskAsync(() => client.CreateTagsAsync(ask, cancellationToken), cancellationToken);
    }

    public async Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireId(instanceId);
        var client = _clients.Of(Parse(properties));
        var ask = new GetConsoleOutputRequest { InstanceId = instanceId };
        var answer = await AwsCall.AskAsync(
            () => client.GetConsoleOutputAsync(ask, cancellationToken),
            cancellationToken
        );
        if (string.IsNullOrEmpty(answer.Output))
        {
            return null;
        }

        var bytes = Convert.FromBase64String(answer.Output);
        return Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, bytes.Length - ConsoleLimit)));
    }

    private static void RequireId(string instanceId)
    {
        if (!AwsRemoval.IsId(instanceId))
        {
            throw new InstanceGoneException($"'{instanceId}' is no id of an EC2 instance.");
        }
    }

    private AwsProperties Parse(JsonElement properties) => AwsProperties.Parse(properties, options.Value);
}
