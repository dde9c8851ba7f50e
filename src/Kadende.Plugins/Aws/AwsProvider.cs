using System.Text;
using System.Text.Json;
using Amazon.EC2.Model;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Aws;

/// <summary>Instances of Amazon EC2, or of what speaks its language.</summary>
public sealed class AwsProvider(IOptions<AwsOptions> options, IOptions<ProbeOptions> networks)
    : IProvider,
        IConsoleOutput
{
    private const int ConsoleLimit = 64 * 1024;

    /// <summary>EC2 takes a thousand; fewer keep the answer to a launch or a removal short.</summary>
    private const int RemovalBatch = 100;

    private readonly AwsClients _clients = new(options.Value, networks.Value);

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
        List<PropertyFault> faults = [.. parsed.Faults(options.Value)];
        return faults.Count > 0
            ? faults
            : await new AwsValidation(_clients.Of(parsed), parsed, cancellationToken).FaultsAsync();
    }

    public Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var parsed = Checked(properties);
        return new AwsValidation(_clients.Of(parsed), parsed, cancellationToken).RoomFaultsAsync(more);
    }

    public bool UsesHost(JsonElement properties) => !OwnCredentials.AreIn(properties, "accessKeyId", "secretAccessKey");

    public string ScopeOf(JsonElement properties) => Parse(properties).Scope();

    public async Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var properties = Checked(requests[0].Properties);
        return await new AwsLauncher(_clients.Of(properties), properties, options.Value).LaunchAsync(
            requests,
            cancellationToken
        );
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var client = _clients.Of(Checked(request.Properties));
        return await new AwsListing(client, options.Value).PageAsync(request, cancellationToken);
    }

    public async Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var client = _clients.Of(Checked(requests[0].Properties));
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

        await AwsLabels.SetAsync(_clients.Of(Checked(request.Properties)), request, cancellationToken);
    }

    public async Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireId(instanceId);
        var client = _clients.Of(Checked(properties));
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

    private AwsProperties Checked(JsonElement properties)
    {
        var parsed = Parse(properties);
        return parsed.Faults(options.Value).FirstOrDefault() is { } fault
            ? throw new RequestRejectedException($"{fault.Path}: {fault.Message}")
            : parsed;
    }
}
