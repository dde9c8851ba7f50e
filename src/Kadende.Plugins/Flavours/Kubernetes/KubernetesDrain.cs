using System.Globalization;
using System.Text.Json;
using Kadende.Sdk.Flavours;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>Takes a node out of its Kubernetes cluster as <c>kubectl drain</c> does: no new pods, its pods elsewhere, then off the list.</summary>
internal static class KubernetesDrain
{
    /// <summary>How many pods one call asks to go.</summary>
    private const int MostEvictions = 50;

    public static async Task<FlavourAnswer> RunAsync(
        KubernetesApi api,
        FlavourCall call,
        CancellationToken cancellationToken
    )
    {
        var name = call.Node.Id;
        if (await api.FindNodeAsync(name, cancellationToken) is not { } node)
        {
            return new FlavourAnswer.Done();
        }

        if (!IsCordoned(node))
        {
            await api.CordonAsync(name, cancellationToken);
            call.Log($"cordoned {name}");
        }

        var pods = (await api.ListPodsAsync(name, cancellationToken)).Where(pod => !pod.Stays && !pod.IsOver).ToList();
        if (pods.Count > 0)
        {
            return await EvictAsync(api, call, pods, cancellationToken);
        }

        await api.DeleteNodeAsync(name, cancellationToken);
        call.Log($"deleted node {name}");
        return new FlavourAnswer.Done();
    }

    private static async Task<FlavourAnswer> EvictAsync(
        KubernetesApi api,
        FlavourCall call,
        List<KubernetesPod> pods,
        CancellationToken cancellationToken
    )
    {
        string? kept = null;
        foreach (var pod in pods.Where(pod => !pod.IsLeaving).Take(MostEvictions))
        {
            var why = await api.EvictAsync(pod, cancellationToken);
            if (why is null)
            {
                call.Log($"evicted {pod.Namespace}/{pod.Name}");
            }

            kept ??= why is null ? null : $"{pod.Namespace}/{pod.Name}: {why}";
        }

        return new FlavourAnswer.Working(
            string.Create(
                CultureInfo.InvariantCulture,
                $"waits for {pods.Count} pods to go{(kept is null ? "" : $"; {kept}")}"
            )
        );
    }

    private static bool IsCordoned(JsonElement node) =>
        node.TryGetProperty("spec", out var spec) && spec.Flag("unschedulable");
}
