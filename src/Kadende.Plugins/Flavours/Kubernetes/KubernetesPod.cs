using System.Text.Json;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>A pod, as far as draining has to know it.</summary>
/// <param name="Stays">It is not evicted: a daemon set would start it anew at once, or only the node's own files know it.</param>
internal sealed record KubernetesPod(string Namespace, string Name, bool Stays, bool IsOver, bool IsLeaving)
{
    public static KubernetesPod Parse(JsonElement pod)
    {
        var meta = pod.GetProperty("metadata");
        var phase = pod.TryGetProperty("status", out var status) ? status.Text("phase") : null;
        return new KubernetesPod(
            meta.Text("namespace") ?? "default",
            meta.Text("name") ?? "",
            IsOfDaemonSet(meta) || IsMirror(meta),
            phase is "Succeeded" or "Failed",
            meta.TryGetProperty("deletionTimestamp", out var deleted) && deleted.ValueKind != JsonValueKind.Null
        );
    }

    private static bool IsOfDaemonSet(JsonElement meta) =>
        meta.TryGetProperty("ownerReferences", out var owners)
        && owners.EnumerateArray().Any(owner => owner.Text("kind") == "DaemonSet" && owner.Flag("controller"));

    private static bool IsMirror(JsonElement meta) =>
        meta.TryGetProperty("annotations", out var annotations)
        && annotations.TryGetProperty("kubernetes.io/config.mirror", out _);
}
