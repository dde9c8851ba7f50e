using System.Globalization;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>A flavour that is a program of its own, spoken to by InfraKit's Flavor protocol.</summary>
internal sealed class RemoteFlavour : IFlavour, IFromUrl
{
    private const string Version = "0.1.1";
    private const int Healthy = 1;
    private const int Unhealthy = 2;

    /// <summary>How many questions may go with a call: those of the handshake, and its own.</summary>
    private const int Questions = 3;

    /// <summary>Our own limits come first.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly RemoteLine _line;
    private readonly RemoteInterface _plugin;

    public RemoteFlavour(PluginRef plugin, PluginAddress.Remote address, RemoteLine line)
    {
        _line = line;
        _plugin = new RemoteInterface(line.Client, "Flavor", Version, address.Type, line.Options.Timeout);
        Url = address.Shown;
        Description = new FlavourDescription(
            plugin.Name,
            RemoteVersion.Of(plugin, Version),
            $"The plugin at {address}.",
            """{ "type": "object" }"""
        )
        {
            Checks = true,
            Drains = true,
            CallTimeout = Questions * line.Options.Timeout + Margin,
        };
    }

    public FlavourDescription Description { get; }

    public string Url { get; }

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await AskAsync(
                Question("Flavor.Validate"),
                properties,
                writer => WriteAllocation(writer, 1, []),
                cancellationToken
            );
            return [];
        }
        catch (RpcException refusal)
        {
            return [new PropertyFault("", refusal.Message)];
        }
    }

    public async Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await AskAsync(
                Question("Flavor.Prepare"),
                plan.Properties,
                writer =>
                {
                    InstanceSpec.Write(writer, request);
                    WriteAllocation(writer, plan.GroupSize, plan.LogicalIds);
                    writer.WriteStartObject("Index");
                    writer.WriteString("Group", plan.Group);
                    writer.WriteNumber("Sequence", SequenceOf(plan));
                    writer.WriteEndObject();
                },
                cancellationToken
            );
            return answer.TryGetProperty("Spec", out var spec) && spec.ValueKind == JsonValueKind.Object
                ? InstanceSpec.Read(spec, request)
                : throw Nonsense("Flavor.Prepare was answered without a Spec");
        }
        catch (RpcException refusal)
        {
            throw new RequestRejectedException(refusal.Message, refusal);
        }
    }

    public Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done());

    public async Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskAboutAsync(Question("Flavor.Healthy"), call, cancellationToken);
            return
                answer.TryGetProperty("Health", out var health)
                && health.ValueKind == JsonValueKind.Number
                && health.TryGetInt32(out var code)
                ? code switch
                {
                    Healthy => new HealthReading.Healthy(),
                    Unhealthy => new HealthReading.Unhealthy($"{Description.Name} calls it unhealthy"),
                    _ => new HealthReading.Unknown($"{Description.Name} does not know"),
                }
                : throw Nonsense("Flavor.Healthy was answered without a number");
        }
        catch (RpcException refusal)
        {
            return new HealthReading.Unknown(refusal.Message);
        }
    }

    public async Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _line.Acts.JoinAsync(
                new ActKey(Url, "Drain", $"{call.Node.Id}/{call.Index}"),
                _line.Options.Timeout,
                async token =>
                {
                    await AskAboutAsync(new RpcMethod("Flavor.Drain", _line.Acts.Longest, Acts: true), call, token);
                    return "";
                },
                cancellationToken
            );
            return answer is null
                ? new FlavourAnswer.Working($"{Description.Name} is taking it out of work")
                : new FlavourAnswer.Done();
        }
        catch (RpcException refusal)
        {
            // Until the drain's time is over: what hinders it now may pass.
            return new FlavourAnswer.Working(refusal.Message);
        }
    }

    private Task<JsonElement> AskAboutAsync(RpcMethod method, FlavourCall call, CancellationToken cancellationToken) =>
        AskAsync(
            method,
            call.Properties,
            writer =>
            {
                var instance = call.Node.Instance;
                writer.WriteStartObject("Instance");
                writer.WriteString("ID", instance.Id);
                writer.WriteString("LogicalID", instance.LogicalId);
                writer.WriteTexts("Tags", instance.Labels);
                writer.WriteEndObject();
            },
            cancellationToken
        );

    private Task<JsonElement> AskAsync(
        RpcMethod method,
        JsonElement properties,
        Action<Utf8JsonWriter> rest,
        CancellationToken cancellationToken
    ) =>
        _plugin.AskAsync(
            method,
            writer =>
            {
                writer.WritePropertyName("Properties");
                properties.WriteTo(writer);
                rest(writer);
            },
            cancellationToken
        );

    private RpcMethod Question(string name) => new(name, _line.Options.Timeout);

    private static void WriteAllocation(Utf8JsonWriter writer, int size, IReadOnlyList<string> logicalIds)
    {
        writer.WriteStartObject("Allocation");
        writer.WriteNumber("Size", size);
        if (logicalIds.Count == 0)
        {
            writer.WriteNull("LogicalIDs");
        }
        else
        {
            writer.WriteStartArray("LogicalIDs");
            foreach (var id in logicalIds)
            {
                writer.WriteStringValue(id);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static int SequenceOf(FlavourPlan plan) =>
        plan.LogicalIds.Count == 0
            ? int.Parse(plan.Slot, NumberStyles.None, CultureInfo.InvariantCulture)
            : Math.Max(0, plan.LogicalIds.ToList().IndexOf(plan.Slot));

    private ProviderUnavailableException Nonsense(string what) =>
        new($"The plugin {_line.Client.Name} talks nonsense: {what}.");
}
