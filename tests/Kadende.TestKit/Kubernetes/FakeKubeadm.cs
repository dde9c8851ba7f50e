using System.Diagnostics;

namespace Kadende.TestKit.Kubernetes;

/// <summary>
/// Plays kubeadm and kubectl before the fake API: scripts that take the commands that make a cluster and join it, and register nodes as
/// a kubelet does. What they leave below <c>/etc/kubernetes</c> is what kubeadm leaves there, as far as anybody looks.
/// </summary>
/// <remarks>
/// Written from the public documents of Kubernetes: "kubeadm init", "kubeadm join", "kubeadm token", "kubeadm init phase upload-certs" and
/// "Nodes: self-registration of Nodes".
/// </remarks>
public sealed class FakeKubeadm
{
    /// <summary>What opens the cluster to nodes.</summary>
    public const string JoinToken = "abcdef.0123456789abcdef";

    private const string Curl = "/usr/bin/curl";

    private const string Kubeadm = """
        case "$*" in
          "token create "*) echo "kubeadm join 127.0.0.1:6443 --token JOIN --discovery-token-ca-cert-hash sha256:1234"; exit ;;
          "init phase upload-certs "*) echo 5678; exit ;;
          "init "*) mkdir -p /etc/kubernetes/manifests && : >/etc/kubernetes/manifests/kube-apiserver.yaml ;;
          "join "*"--token JOIN "*) ;;
          *) echo "kubeadm does not know this" >&2; exit 1 ;;
        esac
        name=${*##*--node-name }
        api /api/v1/nodes -X POST -H 'Content-Type: application/json' \
          -d "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"$name\"}}" >/dev/null
        echo "$name is in the cluster"
        """;

    private const string Kubectl = """
        case "$*" in
          *" get --raw /readyz") api /readyz ;;
          *) exit 1 ;;
        esac
        """;

    private readonly string _folder;

    private FakeKubeadm(string folder) => _folder = folder;

    /// <summary>Why it cannot be played here; null when it can.</summary>
    public static string? Missing => File.Exists(Curl) ? null : $"{Curl} is not installed.";

    /// <summary>Where machines look for programs.</summary>
    public string SearchPath => $"{_folder}:/usr/bin:/bin";

    public string TokenFile => Path.Combine(_folder, "token");

    public string CaFile => Path.Combine(_folder, "ca.pem");

    /// <param name="folder">Gets the programs, and what opens the API.</param>
    public static async Task<FakeKubeadm> InstallAsync(
        FakeKubernetes api,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var fake = new FakeKubeadm(folder);
        await File.WriteAllTextAsync(fake.TokenFile, api.Token, cancellationToken);
        await File.WriteAllTextAsync(fake.CaFile, api.Authority, cancellationToken);
        await fake.WriteAsync("kubeadm", api, Kubeadm, cancellationToken);
        await fake.WriteAsync("kubectl", api, Kubectl, cancellationToken);
        return fake;
    }

    private async Task WriteAsync(string name, FakeKubernetes api, string script, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, name);
        var text = $$"""
            #!/bin/sh
            set -e
            api() { path=$1; shift; {{Curl}} -fsS --cacert '{{CaFile}}' -H "Authorization: Bearer $(cat '{{TokenFile}}')" "$@" "{{api.Endpoint.GetLeftPart(
                UriPartial.Authority
            )}}$path"; }

            """;
        await File.WriteAllTextAsync(
            path,
            text + script.Replace("JOIN", JoinToken, StringComparison.Ordinal) + "\n",
            cancellationToken
        );
        using var chmod = Process.Start("chmod", ["+x", path]);
        await chmod.WaitForExitAsync(cancellationToken);
    }
}
