using Kadende.Plugins.Files;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Machines;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Ssh;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Machines;

/// <summary>A real sshd for the tests of a class, and shells that reach it. Tests are skipped where there can be none.</summary>
public abstract class SshBench : IAsyncLifetime
{
    private readonly List<MachineShells> _shells = [];
    private SshServer? _server;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected SshServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SshServer.Missing is not null, SshServer.Missing ?? "");
        _server = await SshServer.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _shells.ForEach(shells => shells.Dispose());
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    protected static Task<ExecResult> RunAsync(IMachineShell shell, string script) =>
        shell.ExecAsync(script, TimeSpan.FromSeconds(20), Cancel);

    protected IMachineShell Shell(string? key = null) => Shell(Shells(key ?? Server.PrivateKeyFile));

    protected IMachineShell Shell(
        MachineShells shells,
        string machine = "m1",
        int? port = null,
        string caller = "shop/web"
    )
    {
        using var folder = new TemporaryDirectory();
        var found = shells.Find(
            Provider(folder),
            Machine(machine, "127.0.0.1", port ?? Server.Port),
            Json.Of("{}"),
            caller
        );
        Assert.NotNull(found);
        return found;
    }

    /// <summary>A provider that cannot run commands.</summary>
    protected static FileProvider Provider(TemporaryDirectory folder) =>
        new(Options.Create(new FileProviderOptions { Directory = folder.Path }), TimeProvider.System);

    protected static Instance Machine(string id, string? address, int port) =>
        new()
        {
            Id = id,
            State = InstanceState.Running,
            Labels = new Dictionary<string, string>(),
            Address = address,
            Ports = new Dictionary<int, int> { [22] = port },
        };

    protected MachineShells Shells(string key, ProbeOptions? networks = null, int parallelism = 32)
    {
        var ssh = new SshOptions
        {
            User = SshServer.User,
            PrivateKeyFile = key,
            Parallelism = parallelism,
        };
        var shells = new MachineShells(
            Options.Create(ssh),
            new ProbeTargets(Options.Create(networks ?? new ProbeOptions())),
            TimeProvider.System
        );
        _shells.Add(shells);
        return shells;
    }
}
