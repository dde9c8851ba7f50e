using System.Text.Encodings.Web;
using System.Text.Json;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Flavours.CloudInit;

/// <summary>Puts configurations and scripts for cloud-init into a machine's user data, beside the group's own.</summary>
public sealed class CloudInitFlavour : IFlavour
{
    private const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "minProperties": 1,
          "properties": {
            "cloudConfig": {
              "description": "a mapping as in #cloud-config, or its text",
              "type": ["object", "string"],
              "maxLength": 16384
            },
            "script": { "description": "A script that runs at the first boot.", "type": "string", "pattern": "\\S", "maxLength": 16384 },
            "wait": { "description": "true: the machine is configured when cloud-init says so.", "type": "boolean" }
          }
        }
        """;

    private static readonly TimeSpan StatusLimit = TimeSpan.FromSeconds(15);

    /// <summary>JSON is YAML, and escapes are not understood alike by all readers of YAML.</summary>
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public FlavourDescription Description { get; } =
        new("cloud-init", "1.0.0", "Adds to the user data that cloud-init reads at the first boot.", Schema)
        {
            Provisions = true,
        };

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(JsonElement properties, CancellationToken cancellationToken)
    {
        var text =
            properties.TryGetProperty("cloudConfig", out var config) && config.ValueKind == JsonValueKind.String
                ? config.GetString()
                : null;
        IReadOnlyList<PropertyFault> faults = text?.StartsWith("#cloud-config\n", StringComparison.Ordinal)
            is null
                or true
            ? []
            : [new PropertyFault("cloudConfig", "The first line must be '#cloud-config'.")];
        return Task.FromResult(faults);
    }

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.FromResult(Prepare(plan, request));

    private static CreateRequest Prepare(FlavourPlan plan, CreateRequest request)
    {
        var init = request.Init;
        if (plan.Properties.TryGetProperty("cloudConfig", out var config))
        {
            var text =
                config.ValueKind == JsonValueKind.String
                    ? config.GetString()!
                    : $"#cloud-config\n{JsonSerializer.Serialize(config, Readable)}\n";
            init = UserData.With(init, text);
        }

        if (plan.Properties.Text("script") is { } script)
        {
            var isMarked = script.StartsWith("#!", StringComparison.Ordinal);
            init = UserData.With(init, isMarked ? script : $"#!/bin/sh\n{script}");
        }

        return request with
        {
            Init = init,
        };
    }

    public async Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        if (!call.Properties.Flag("wait"))
        {
            return new FlavourAnswer.Done();
        }

        if (call.Node.Shell is not { } shell)
        {
            return new FlavourAnswer.Working("waits for a way to ask cloud-init on the machine");
        }

        return AnswerOf(await shell.ExecAsync("cloud-init status --long", StatusLimit, cancellationToken), call.Log);
    }

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<HealthReading?>(null);

    public Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done());

    /// <summary>By the words of <c>cloud-init status</c>; its exit codes differ between versions.</summary>
    private static FlavourAnswer AnswerOf(ExecResult result, Action<string> log)
    {
        const string Begin = "status:";
        var lines = result.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var status = lines.FirstOrDefault(line => line.StartsWith(Begin, StringComparison.Ordinal));
        switch (status?[Begin.Length..].Trim())
        {
            case "done" or "disabled":
                return new FlavourAnswer.Done();
            case "error":
                foreach (var line in lines)
                {
                    log(line);
                }

                return new FlavourAnswer.Failed($"cloud-init ended with an error: {lines[^1]}");
            case { } other:
                return new FlavourAnswer.Working($"cloud-init: {other}");
            case null when result.ExitCode == 127:
                return new FlavourAnswer.Failed("cloud-init is not installed on the machine");
            default:
                return new FlavourAnswer.Working("cloud-init does not say how it is doing");
        }
    }
}
