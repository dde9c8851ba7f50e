using System.Net;
using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>The methods of InfraKit's Instance interface.</summary>
/// <remarks>Each throws <see cref="RpcException"/> when the plugin refuses, and the failures of the provider contract else.</remarks>
internal sealed class RemoteInstances(RemoteLine line, string type)
{
    /// <summary>The version of the interface that is spoken.</summary>
    public const string Version = "0.6.1";

    public static readonly IReadOnlyDictionary<string, string> AnyLabels = new Dictionary<string, string>(
        StringComparer.Ordinal
    );

    /// <summary>What tells a node from all others, whichever configuration its machine was made from.</summary>
    private static readonly string[] Identity =
    [
        LabelNames.Installation,
        LabelNames.Cluster,
        LabelNames.Group,
        LabelNames.Node,
    ];

    private readonly RpcMethod _validate = new("Instance.Validate", line.Options.Timeout);
    private readonly RpcMethod _describe = new("Instance.DescribeInstances", line.Options.Timeout);
    private readonly RpcMethod _label = new("Instance.Label", line.Options.CallTimeout, Acts: true);
    private readonly RpcMethod _provision = new("Instance.Provision", line.Acts.Longest, Acts: true);
    private readonly RpcMethod _destroy = new("Instance.Destroy", line.Acts.Longest, Acts: true);
    private readonly RemoteInterface _plugin = new(line.Client, "Instance", Version, type, line.Options.Timeout);

    public async Task ValidateAsync(JsonElement properties, CancellationToken cancellationToken) =>
        RefuseUnlessOk(
            await _plugin.AskAsync(
                _validate,
                writer => InstanceSpec.WriteProperties(writer, properties),
                cancellationToken
            )
        );

    /// <summary>Makes a machine.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> ProvisionAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        var answer = await _plugin.AskAsync(
            _provision,
            writer => InstanceSpec.Write(writer, request),
            cancellationToken
        );
        return answer.Text("ID") is { Length: > 0 } id
            ? id
            : throw Nonsense("Instance.Provision was answered without the ID of a machine");
    }

    public async Task LabelAsync(
        string id,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) =>
        RefuseUnlessOk(
            await _plugin.AskAsync(
                _label,
                writer =>
                {
                    writer.WriteString("Instance", id);
                    writer.WriteTexts("Labels", labels);
                },
                cancellationToken
            )
        );

    public async Task DestroyAsync(string id, RemovalReason reason, CancellationToken cancellationToken) =>
        RefuseUnlessOk(
            await _plugin.AskAsync(
                _destroy,
                writer =>
                {
                    writer.WriteString("Instance", id);
                    writer.WriteStartObject("Context");
                    writer.WriteString("Reason", reason == RemovalReason.Outdated ? "rolling_update" : "terminate");
                    writer.WriteEndObject();
                },
                cancellationToken
            )
        );

    /// <param name="labels">All of them are on every machine that is listed; empty: all machines.</param>
    public async Task<IReadOnlyList<Instance>> ListAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var answer = await _plugin.AskAsync(
            _describe,
            writer =>
            {
                writer.WriteTexts("Tags", labels);
                writer.WriteBoolean("Properties", false);
            },
            cancellationToken
        );
        // Null is Go's empty list. An answer that does not speak of machines is none, and never means that they are gone.
        var machines = answer.TryGetProperty("Descriptions", out var all) ? all.ValueKind : JsonValueKind.Undefined;
        IReadOnlyList<Instance> listed = machines switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => [.. all.EnumerateArray().Select(one => Listed(one, labels))],
            _ => throw Nonsense("Instance.DescribeInstances was answered without a list of Descriptions"),
        };
        var twice = listed.GroupBy(one => one.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any());
        return twice is null
            ? listed
            : throw Nonsense($"Instance.DescribeInstances lists '{twice.Key}' more than once");
    }

    /// <summary>The machine that a node has already; of several the first by id.</summary>
    public async Task<Instance?> FindAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var node = labels
            .Where(label => Identity.Contains(label.Key, StringComparer.Ordinal))
            .ToDictionary(StringComparer.Ordinal);
        var found = await ListAsync(node, cancellationToken);
        return found.MinBy(instance => instance.Id, StringComparer.Ordinal);
    }

    private Instance Listed(JsonElement description, IReadOnlyDictionary<string, string> wanted)
    {
        if (description.Text("ID") is not { Length: > 0 } id)
        {
            throw Nonsense("Instance.DescribeInstances lists a machine without an ID");
        }

        var tags = description.Texts("Tags");
        // A plugin that lists what it was not asked for would have us remove the machines of others.
        return PluginLabels.Match(tags, wanted)
            ? InstanceOf(id, description.Text("LogicalID"), tags)
            : throw Nonsense(
                $"Instance.DescribeInstances lists '{id}', which does not have the tags that were asked for"
            );
    }

    /// <summary>The protocol knows no states: what is listed is there.</summary>
    public static Instance InstanceOf(string id, string? logicalId, IReadOnlyDictionary<string, string> labels) =>
        new()
        {
            Id = id,
            State = InstanceState.Running,
            Labels = labels,
            LogicalId = logicalId,
            Address = IPAddress.TryParse(logicalId, out _) ? logicalId : null,
        };

    private static void RefuseUnlessOk(JsonElement answer)
    {
        if (answer.TryGetProperty("OK", out var ok) && ok.ValueKind == JsonValueKind.False)
        {
            throw new RpcException("The plugin answered that it is not OK, without a reason.");
        }
    }

    private ProviderUnavailableException Nonsense(string what) =>
        new($"The plugin {line.Client.Name} talks nonsense: {what}.");
}
