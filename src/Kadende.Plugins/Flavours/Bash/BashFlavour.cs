using System.Globalization;
using System.Text.Json;
using Kadende.Plugins.Flavours.CloudInit;
using Kadende.Plugins.Flavours.Jobs;
using Kadende.Sdk;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Flavours.Bash;

/// <summary>Runs commands on machines; where none can be run, they stand in the machine's boot script.</summary>
public sealed class BashFlavour : IFlavour
{
    /// <summary>A label of machines that have the commands in their boot script.</summary>
    private const string InInit = LabelNames.FlavourPrefix + "bash";

    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(15);

    /// <summary>A node that stood by and came back is drained anew.</summary>
    private static readonly TimeSpan DrainForgotten = TimeSpan.FromMinutes(10);

    public FlavourDescription Description { get; } =
        new("bash", "1.0.0", "Runs commands on each machine.", BashProperties.Schema)
        {
            Provisions = true,
            Checks = true,
            Drains = true,
        };

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([.. BashProperties.Parse(properties).Faults()]);

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.FromResult(Prepare(plan, request));

    private static CreateRequest Prepare(FlavourPlan plan, CreateRequest request)
    {
        var properties = BashProperties.Parse(plan.Properties);
        if (properties.Via != BashRoute.Init && (properties.Via != BashRoute.Auto || plan.CanExec))
        {
            return request;
        }

        var commands = string.Concat(properties.Run.Select(command => $"{command.TrimEnd()}\n"));
        var variables = JobScripts.Exports(properties.Environment);
        return request with
        {
            Init = UserData.WithCommands(request.Init, $"{variables}{commands}"),
            Labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal) { [InInit] = "init" },
        };
    }

    public async Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        var properties = BashProperties.Parse(call.Properties);
        if (properties.Via == BashRoute.Init || IsInInit(properties, call.Node))
        {
            return new FlavourAnswer.Done();
        }

        return ShellOf(properties, call.Node, out var missing) is { } shell
            ? await MachineJobs.RunAsync(
                Job(call, "run", properties, properties.Run),
                shell,
                call.Log,
                cancellationToken
            )
            : new FlavourAnswer.Working(missing);
    }

    public async Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        var properties = BashProperties.Parse(call.Properties);
        if (properties.Check is null)
        {
            return null;
        }

        if (ShellOf(properties, call.Node, out var missing) is not { } shell)
        {
            return new HealthReading.Unknown(missing);
        }

        var script = $"{JobScripts.Exports(Variables(call, properties))}{properties.Check}";
        var result = await shell.ExecAsync(script, CheckLimit, cancellationToken);
        var said = result.Output.TrimEnd().Split('\n')[^1];
        return result.ExitCode == 0
            ? new HealthReading.Healthy()
            : new HealthReading.Unhealthy(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the check of bash ended with exit code {result.ExitCode}{(said.Length == 0 ? "" : $": {said}")}"
                )
            );
    }

    public async Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        var properties = BashProperties.Parse(call.Properties);
        if (properties.Drain.Count == 0 || IsInInit(properties, call.Node))
        {
            return new FlavourAnswer.Done();
        }

        var job = Job(call, "drain", properties, properties.Drain) with { ForgottenAfter = DrainForgotten };
        return ShellOf(properties, call.Node, out var missing) is { } shell
            ? await MachineJobs.RunAsync(job, shell, call.Log, cancellationToken)
            : new FlavourAnswer.Working(missing);
    }

    private static MachineJob Job(
        FlavourCall call,
        string phase,
        BashProperties properties,
        IReadOnlyList<string> commands
    ) =>
        new(
            call.Node.Id,
            string.Create(CultureInfo.InvariantCulture, $"{call.Index}-{phase}"),
            commands,
            Variables(call, properties),
            properties.Timeout
        );

    /// <summary>The user's variables, and what the commands may need to know of their machine.</summary>
    private static Dictionary<string, string> Variables(FlavourCall call, BashProperties properties) =>
        new(properties.Environment, StringComparer.Ordinal)
        {
            ["KADENDE_NODE"] = call.Node.Id,
            ["KADENDE_GROUP"] = call.Node.Group,
            ["KADENDE_SLOT"] = call.Node.Slot,
        };

    private static bool IsInInit(BashProperties properties, FlavourNode node) =>
        properties.Via == BashRoute.Auto && node.Instance.Labels.ContainsKey(InInit);

    private static IMachineShell? ShellOf(BashProperties properties, FlavourNode node, out string missing)
    {
        var route = node.Shell?.Route.Split(' ')[0];
        missing = properties.Via switch
        {
            BashRoute.Exec => "waits: the provider does not run commands on its machines",
            BashRoute.Ssh => "waits: the machine is not reached over SSH",
            _ => "waits for a way to run commands on the machine",
        };
        return properties.Via switch
        {
            BashRoute.Exec when route != "exec" => null,
            BashRoute.Ssh when route != "ssh" => null,
            _ => node.Shell,
        };
    }
}
