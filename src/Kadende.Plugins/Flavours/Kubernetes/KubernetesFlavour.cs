using System.Globalization;
using System.Text.Json;
using Kadende.Plugins.Flavours.Jobs;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>
/// Makes machines the nodes of a Kubernetes cluster with kubeadm, under their Kadende ids, and takes them out of it through its API.
/// </summary>
public sealed class KubernetesFlavour(KubernetesApis apis) : IFlavour
{
    public FlavourDescription Description { get; } =
        new(
            "kubernetes",
            "1.0.0",
            "Joins machines into a Kubernetes cluster with kubeadm.",
            KubernetesProperties.Schema
        )
        {
            Provisions = true,
            Checks = true,
            Drains = true,
            NeedsPeers = true,
        };

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([.. Faults(KubernetesProperties.Parse(properties))]);

    public Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    ) => Task.FromResult(request);

    public async Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        var properties = KubernetesProperties.Parse(call.Properties);
        if (call.Node.Shell is not { } shell)
        {
            return new FlavourAnswer.Working("waits for a way to run commands on the machine");
        }

        var job = Job(call, properties);
        if (await MachineJobs.IsBegunAsync(job, shell, cancellationToken))
        {
            return await MachineJobs.RunAsync(job, shell, call.Log, cancellationToken);
        }

        var group = properties.ControlPlane ?? call.Node.Group;
        var others = LeadingNodes.Ordered(call.Peers.Where(peer => peer.Group == group && IsControlPlane(peer)));
        var (ready, unknown) = await KubeadmMachine.FindReadyAsync(others, cancellationToken);
        if (ready is not null)
        {
            return await JoinAsync(call, job, shell, ready, properties, cancellationToken);
        }

        return Waits(call.Node, properties, others, unknown) is { } why
            ? new FlavourAnswer.Working(why)
            : await MachineJobs.RunAsync(With(job, InitArguments(properties)), shell, call.Log, cancellationToken);
    }

    public async Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        var properties = KubernetesProperties.Parse(call.Properties);
        if (properties.Api is null)
        {
            return null;
        }

        if (apis.Find(properties.Api) is not { } api)
        {
            return new HealthReading.Unknown(NoApi(properties.Api));
        }

        return await api.FindNodeAsync(call.Node.Id, cancellationToken) is { } node
            ? ReadingOf(node)
            : new HealthReading.Unhealthy("its Kubernetes cluster does not know it");
    }

    public async Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        var properties = KubernetesProperties.Parse(call.Properties);
        if (properties.Api is null)
        {
            return new FlavourAnswer.Done();
        }

        return apis.Find(properties.Api) is { } api
            ? await KubernetesDrain.RunAsync(api, call, cancellationToken)
            : new FlavourAnswer.Working(NoApi(properties.Api));
    }

    private IEnumerable<PropertyFault> Faults(KubernetesProperties properties)
    {
        if (!properties.IsControlPlane && properties.ControlPlane is null)
        {
            yield return new PropertyFault(
                "controlPlane",
                "'controlPlane' is missing: workers join the control plane of a group."
            );
        }

        if (properties.IsControlPlane && properties.ControlPlane is not null)
        {
            yield return new PropertyFault("controlPlane", "Only for workers: the control plane is one group.");
        }

        if (properties.Api is { } name && apis.Find(name) is null)
        {
            yield return new PropertyFault("api", NoApi(name));
        }
    }

    private string NoApi(string name)
    {
        var known = string.Join(", ", apis.Names);
        return $"The settings have no Kubernetes API '{name}' (Kadende:Plugins:Kubernetes:Clusters); "
            + (known.Length == 0 ? "there is none." : $"there are: {known}.");
    }

    private static async Task<FlavourAnswer> JoinAsync(
        FlavourCall call,
        MachineJob job,
        IMachineShell shell,
        IMachineShell ready,
        KubernetesProperties properties,
        CancellationToken cancellationToken
    )
    {
        var arguments = await KubeadmMachine.JoinArgumentsAsync(ready, properties.IsControlPlane, cancellationToken);
        if (arguments is null)
        {
            return new FlavourAnswer.Working("waits for the control plane to give a token");
        }

        return await MachineJobs.RunAsync(With(job, $"join {arguments}"), shell, call.Log, cancellationToken);
    }

    private static MachineJob Job(FlavourCall call, KubernetesProperties properties) =>
        new(
            call.Node.Id,
            string.Create(CultureInfo.InvariantCulture, $"{call.Index}-kubeadm"),
            [$"kubeadm $KUBEADM --node-name {call.Node.Id}"],
            new Dictionary<string, string>(StringComparer.Ordinal),
            properties.Timeout
        );

    /// <summary>Tokens and keys stand in a variable, so that they do not stand in the log.</summary>
    private static MachineJob With(MachineJob job, string arguments) =>
        job with
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["KUBEADM"] = arguments },
        };

    private static string InitArguments(KubernetesProperties properties) =>
        "init --skip-token-print"
        + (properties.Version is null ? "" : $" --kubernetes-version {properties.Version}")
        + (properties.PodNetwork is null ? "" : $" --pod-network-cidr {properties.PodNetwork}")
        + (properties.Endpoint is null ? "" : $" --control-plane-endpoint {properties.Endpoint}");

    /// <summary>Why the node does not make the cluster; null when it does.</summary>
    private static string? Waits(
        FlavourNode node,
        KubernetesProperties properties,
        IReadOnlyList<FlavourNode> others,
        string? unknown
    ) =>
        !properties.IsControlPlane ? $"waits for a control plane in group '{properties.ControlPlane}'"
        // A second cluster beside one that only does not answer would tear it apart.
        : unknown is not null ? $"waits: node {unknown} has a control plane that does not answer, or cannot be asked"
        : LeadingNodes.IsFirst(node, others) ? null
        : $"waits for node {others[0].Id} to make the cluster";

    private static bool IsControlPlane(FlavourNode node) =>
        node.Flavours.TryGetValue("kubernetes", out var properties)
        && KubernetesProperties.Parse(properties).IsControlPlane;

    private static HealthReading ReadingOf(JsonElement node)
    {
        var ready =
            node.TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out var conditions)
                ? conditions.EnumerateArray().FirstOrDefault(one => one.Text("type") == "Ready")
                : default;
        if (ready.ValueKind != JsonValueKind.Object)
        {
            return new HealthReading.Unknown("Kubernetes does not say whether it is ready");
        }

        // "Unknown" is not our ignorance but a verdict of Kubernetes: the kubelet has been silent for too long. A machine that died shows nothing else.
        return ready.Text("status") == "True"
            ? new HealthReading.Healthy()
            : new HealthReading.Unhealthy(
                $"Kubernetes says that it is not ready: {ready.Text("message") ?? ready.Text("reason") ?? "no reason"}"
            );
    }
}
