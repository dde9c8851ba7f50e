using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>What a machine is in its Kubernetes cluster, and what a ready one of the control plane gives to others.</summary>
internal static class KubeadmMachine
{
    private const string AdminConfig = "/etc/kubernetes/admin.conf";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>The join command's arguments, without <c>kubeadm join</c>; null when the machine cannot give them now.</summary>
    public static async Task<string?> JoinArgumentsAsync(
        IMachineShell shell,
        bool asControlPlane,
        CancellationToken cancellationToken
    )
    {
        const string Begin = "kubeadm join ";
        var script =
            $"export KUBECONFIG={AdminConfig}; kubeadm token create --ttl 1h --print-join-command"
            + (asControlPlane ? " && kubeadm init phase upload-certs --upload-certs" : "");
        var result = await shell.ExecAsync(script, Limit, cancellationToken);
        var lines = result.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var join = lines.FirstOrDefault(line => line.StartsWith(Begin, StringComparison.Ordinal));
        if (result.ExitCode != 0 || join is null)
        {
            return null;
        }

        // The key is the last line.
        return asControlPlane
            ? $"{join[Begin.Length..]} --control-plane --certificate-key {lines[^1]}"
            : join[Begin.Length..];
    }

    /// <summary>A machine of the control plane that answers; and one that may be in a cluster without our knowing.</summary>
    public static async Task<(IMachineShell? Ready, string? Unknown)> FindReadyAsync(
        IEnumerable<FlavourNode> controlPlane,
        CancellationToken cancellationToken
    )
    {
        string? unknown = null;
        foreach (var node in controlPlane.OrderByDescending(node => node.IsProvisioned))
        {
            switch (await StateAsync(node, cancellationToken))
            {
                case "ready":
                    return (node.Shell, null);
                case "none":
                    break;
                default:
                    unknown ??= node.Id;
                    break;
            }
        }

        return (null, unknown);
    }

    private static async Task<string?> StateAsync(FlavourNode node, CancellationToken cancellationToken)
    {
        if (node.Shell is not { } shell)
        {
            return null;
        }

        try
        {
            var result = await shell.ExecAsync(
                $"if [ ! -e /etc/kubernetes/manifests/kube-apiserver.yaml ]; then echo state=none; "
                    + $"elif kubectl --kubeconfig {AdminConfig} get --raw /readyz >/dev/null 2>&1; then echo state=ready; "
                    + "else echo state=begun; fi",
                Limit,
                cancellationToken
            );
            return result
                .Output.Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.StartsWith("state=", StringComparison.Ordinal))
                .Select(line => line["state=".Length..])
                .LastOrDefault();
        }
        catch (ProviderException)
        {
            return null;
        }
    }
}
