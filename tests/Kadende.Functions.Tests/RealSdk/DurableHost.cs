using System.Net;
using System.Net.Sockets;
using Kadende.Functions.Passes;
using Kadende.Runtime.Passes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kadende.Functions.Tests.RealSdk;

/// <summary>The real Durable worker and client over a task hub in memory, with our orchestrator and the activities of a test.</summary>
internal sealed class DurableHost : IAsyncDisposable
{
    private readonly IHost _host;

    private DurableHost(IHost host, int port)
    {
        _host = host;
        Address = new Uri($"http://localhost:{port}");
    }

    /// <summary>Where the task hub answers.</summary>
    public Uri Address { get; }

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public static async Task<DurableHost> StartAsync(
        Func<PassRequest, Task<PassLoad>> load,
        Func<GroupWork, Task<GroupOutcome>> look,
        Func<PassCompletion, Task<PassEnd>> complete,
        CancellationToken cancellationToken
    )
    {
        var port = FreePort();
        var host = new HostBuilder()
            .ConfigureServices(services =>
                services.AddInMemoryDurableTask(
                    tasks =>
                    {
                        tasks.AddOrchestrator(ReconcileOrchestrator.Name, () => new Reconcile());
                        tasks.AddActivityFunc<PassRequest, PassLoad>(PassActivities.Load, (_, one) => load(one));
                        tasks.AddActivityFunc<GroupWork, GroupOutcome>(
                            PassActivities.ReconcileGroup,
                            (_, one) => look(one)
                        );
                        tasks.AddActivityFunc<PassCompletion, PassEnd>(
                            PassActivities.Complete,
                            (_, one) => complete(one)
                        );
                    },
                    new InMemoryDurableTaskOptions { Port = port }
                )
            )
            .Build();
        await host.StartAsync(cancellationToken);
        return new DurableHost(host, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>In Azure the SDK's own generated code calls the orchestrator.</summary>
    private sealed class Reconcile : TaskOrchestrator<PassRequest, DateTimeOffset?>
    {
        public override Task<DateTimeOffset?> RunAsync(TaskOrchestrationContext context, PassRequest input) =>
            ReconcileOrchestrator.RunAsync(context);
    }
}
