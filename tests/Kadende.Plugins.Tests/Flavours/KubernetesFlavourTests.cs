using System.Collections.Concurrent;
using Kadende.Plugins.Flavours.Kubernetes;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Machines;
using Kadende.TestKit.Kubernetes;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Flavours;

public sealed class KubernetesFlavourTests : IAsyncLifetime
{
    private const string Worker = """{ "role": "worker", "controlPlane": "masters", "api": "main" }""";
    private const string Master = """{ "role": "controlPlane", "podNetwork": "10.244.0.0/16", "version": "v1.31.2" }""";
    private const string Node = "n-0";

    private readonly TemporaryDirectory _folder = new();
    private readonly ConcurrentQueue<string> _log = new();
    private FakeKubernetes _api = null!;
    private KubernetesApis _apis = null!;
    private KubernetesFlavour _flavour = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await FakeKubernetes.StartAsync("secret-1", Cancel);
        var (token, authority) = (Path.Combine(_folder.Path, "token"), Path.Combine(_folder.Path, "ca.pem"));
        await File.WriteAllTextAsync(token, "secret-1\n", Cancel);
        await File.WriteAllTextAsync(authority, _api.Authority, Cancel);
        var access = new KubernetesAccess
        {
            Endpoint = _api.Endpoint,
            TokenFile = token,
            CaFile = authority,
        };
        _apis = new KubernetesApis(Options.Create(new KubernetesOptions { Clusters = { ["main"] = access } }));
        _flavour = new KubernetesFlavour(_apis);
        _api.Nodes.Add(Node);
    }

    public async ValueTask DisposeAsync()
    {
        _apis.Dispose();
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Drain_NodeWithPods_CordonsEvictsAndDeletesItWhenTheyAreGone()
    {
        _api.Pods.PageSize = 2;
        _api.Pods.Add(new FakePod("shop", "web-1", Node));
        _api.Pods.Add(new FakePod("shop", "web-2", Node));
        _api.Pods.Add(new FakePod("shop", "web-3", "another"));
        _api.Pods.Add(new FakePod("kube-system", "proxy", Node) { Owner = "DaemonSet" });
        _api.Pods.Add(new FakePod("kube-system", "etcd", Node) { IsMirror = true });
        _api.Pods.Add(new FakePod("shop", "job", Node) { Phase = "Succeeded" });

        var first = await DrainAsync();
        var second = await DrainAsync();
        _api.Pods.Remove("shop", "web-1");
        _api.Pods.Remove("shop", "web-2");
        Assert.True(_api.Nodes.IsCordoned(Node));
        var third = await DrainAsync();

        Assert.Equal(new FlavourAnswer.Working("waits for 2 pods to go"), first);
        Assert.Equal(first, second);
        Assert.IsType<FlavourAnswer.Done>(third);
        Assert.False(_api.Nodes.Has(Node));
        Assert.Equal([$"cordoned {Node}", "evicted shop/web-1", "evicted shop/web-2", $"deleted node {Node}"], _log);
        Assert.Equal(2, _api.Requests.Count(one => one.EndsWith("/eviction", StringComparison.Ordinal)));
        Assert.Single(_api.Requests, one => one.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drain_BudgetKeepsAPod_WaitsAndSaysSo()
    {
        _api.Pods.Add(new FakePod("shop", "db-0", Node) { IsProtected = true });

        var answer = await DrainAsync();

        Assert.Equal(
            new FlavourAnswer.Working(
                "waits for 1 pods to go; shop/db-0: Cannot evict pod as it would violate the pod's disruption budget."
            ),
            answer
        );
        Assert.True(_api.Nodes.Has(Node));
    }

    [Fact]
    public async Task Drain_NodeIsNotKnown_IsDone()
    {
        Assert.IsType<FlavourAnswer.Done>(
            await _flavour.DrainAsync(FlavourBench.Call(Worker, null, node: "never-joined"), Cancel)
        );
        Assert.Single(_api.Requests);
    }

    [Fact]
    public async Task Drain_WrongToken_SaysSo()
    {
        _api.Token = "secret-2";

        await Assert.ThrowsAsync<CredentialException>(DrainAsync);
    }

    [Fact]
    public async Task Drain_TokenIsRenewed_UsesTheNewOne()
    {
        await DrainAsync();
        _api.Nodes.Add(Node);
        _api.Token = "secret-2";
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "token"), "secret-2", Cancel);

        Assert.IsType<FlavourAnswer.Done>(await DrainAsync());
    }

    [Theory]
    [InlineData("True", "fine", null)]
    [InlineData(
        "False",
        "container runtime is down",
        "Kubernetes says that it is not ready: container runtime is down"
    )]
    [InlineData(
        "Unknown",
        "Kubelet stopped posting node status.",
        "Kubernetes says that it is not ready: Kubelet stopped posting node status."
    )]
    public async Task Check_GoesByTheConditionReady(string status, string message, string? reason)
    {
        _api.Nodes.Ready[Node] = (status, message);

        var reading = await _flavour.CheckAsync(FlavourBench.Call(Worker, null, node: Node), Cancel);

        Assert.Equal(reason is null ? new HealthReading.Healthy() : new HealthReading.Unhealthy(reason), reading);
    }

    [Fact]
    public async Task Check_NodeIsNotKnown_IsUnhealthy() =>
        Assert.Equal(
            new HealthReading.Unhealthy("its Kubernetes cluster does not know it"),
            await _flavour.CheckAsync(FlavourBench.Call(Worker, null, node: "n-9"), Cancel)
        );

    [Fact]
    public async Task Provision_FirstOfTheControlPlane_BeginsKubeadmInit()
    {
        var shell = new ScriptedShell(Machine("none"));

        var answer = await ProvisionAsync(FlavourBench.Node("m-0", "masters", "0", shell, "kubernetes", Master));

        Assert.IsType<FlavourAnswer.Working>(answer);
        Assert.Contains(
            "export KUBEADM='init --skip-token-print --kubernetes-version v1.31.2 --pod-network-cidr 10.244.0.0/16'",
            JobOf(shell),
            StringComparison.Ordinal
        );
        Assert.Contains("kubeadm $KUBEADM --node-name m-0", JobOf(shell), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provision_AReadyControlPlane_JoinsItWithATokenThatIsNotInTheLog()
    {
        var shell = new ScriptedShell(Machine("none"));
        var master = new ScriptedShell(Machine("ready"));

        await ProvisionAsync(
            FlavourBench.Node("w-0", "workers", "0", shell, "kubernetes", Worker),
            FlavourBench.Node("m-0", "masters", "0", master, "kubernetes", Master)
        );

        Assert.Contains(
            "export KUBEADM='join 10.0.0.1:6443 --token abc.def --discovery-token-ca-cert-hash sha256:1234'",
            JobOf(shell),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(_log, line => line.Contains("abc.def", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Provision_SecondOfTheControlPlane_JoinsWithTheKey()
    {
        var shell = new ScriptedShell(Machine("none"));
        var master = new ScriptedShell(Machine("ready"));

        await ProvisionAsync(
            FlavourBench.Node("m-1", "masters", "1", shell, "kubernetes", Master),
            FlavourBench.Node("m-0", "masters", "0", master, "kubernetes", Master)
        );

        Assert.Contains("sha256:1234 --control-plane --certificate-key 5678'", JobOf(shell), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m-1", "masters", "1", "none", "waits for node m-0 to make the cluster")]
    [InlineData(
        "m-1",
        "masters",
        "1",
        "begun",
        "waits: node m-0 has a control plane that does not answer, or cannot be asked"
    )]
    [InlineData("w-0", "workers", "0", "none", "waits for a control plane in group 'masters'")]
    public async Task Provision_NothingToJoin_Waits(string id, string group, string slot, string other, string why)
    {
        var shell = new ScriptedShell(Machine("none"));
        var properties = group == "workers" ? Worker : Master;

        var answer = await ProvisionAsync(
            FlavourBench.Node(id, group, slot, shell, "kubernetes", properties),
            FlavourBench.Node("m-0", "masters", "0", new ScriptedShell(Machine(other)), "kubernetes", Master)
        );

        Assert.Equal(new FlavourAnswer.Working(why), answer);
        Assert.Single(shell.Scripts);
    }

    [Theory]
    [InlineData("""{ "role": "worker" }""", "controlPlane")]
    [InlineData("""{ "role": "controlPlane", "controlPlane": "m" }""", "controlPlane")]
    [InlineData("""{ "role": "controlPlane", "api": "other" }""", "api")]
    [InlineData("""{ "role": "controlPlane", "version": "latest" }""", "version")]
    public async Task Validate_BadProperties_AreFaults(string properties, string path) =>
        Assert.Equal(path, Assert.Single(await FlavourBench.FaultsAsync(_flavour, properties)).Path);

    [Fact]
    public async Task Validate_UnknownApi_SaysWhichThereAre() =>
        Assert.EndsWith(
            "there are: main.",
            Assert
                .Single(await FlavourBench.FaultsAsync(_flavour, """{ "role": "controlPlane", "api": "other" }"""))
                .Message,
            StringComparison.Ordinal
        );

    private Task<FlavourAnswer> DrainAsync() =>
        _flavour.DrainAsync(FlavourBench.Call(Worker, null, _log, Node), Cancel);

    private Task<FlavourAnswer> ProvisionAsync(FlavourNode node, params FlavourNode[] peers) =>
        _flavour.ProvisionAsync(
            new FlavourCall
            {
                Properties = node.Flavours["kubernetes"],
                Index = 0,
                Node = node,
                Peers = peers,
                Log = _log.Enqueue,
            },
            Cancel
        );

    /// <summary>A machine whose control plane is <c>none</c>, <c>begun</c> or <c>ready</c>, and on which no job was begun.</summary>
    private static Func<string, ExecResult> Machine(string state) =>
        script => new ExecResult(
            0,
            script.Contains("job=begun", StringComparison.Ordinal) ? "job=absent"
                : script.Contains("state=", StringComparison.Ordinal) ? $"state={state}"
                : script.Contains("token create", StringComparison.Ordinal)
                    ? "W0101 a warning\nkubeadm join 10.0.0.1:6443 --token abc.def --discovery-token-ca-cert-hash sha256:1234\nUsing certificate key:\n5678"
                : script.Contains("kadende-job", StringComparison.Ordinal) ? "kadende-job absent 0 0 0\n\n"
                : ""
        );

    /// <summary>The files that the begun job is made of.</summary>
    private static string JobOf(ScriptedShell shell) =>
        string.Join(
            '\n',
            shell
                .Scripts.SelectMany(script => script.Split("<<'END'\n").Skip(1))
                .Select(part => part.Split("\nEND")[0].Replace("\n", "", StringComparison.Ordinal))
                .Select(Convert.FromBase64String)
                .Select(System.Text.Encoding.UTF8.GetString)
        );
}
