using System.Net;
using System.Net.Sockets;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Health;

public static class Probes
{
    /// <summary>What a host may reach whose operator set nothing.</summary>
    public static ProbeTargets Anywhere { get; } = new(Options.Create(new ProbeOptions()));

    public static HealthProbe Of(string? address, string check, params (int Port, int Published)[] ports) =>
        new(
            new Instance
            {
                Id = "m1",
                State = InstanceState.Running,
                Labels = new Dictionary<string, string>(),
                Address = address,
                Ports = ports.ToDictionary(port => port.Port, port => port.Published),
            },
            Json.Of(check),
            TimeSpan.FromSeconds(10)
        );

    /// <summary>A port of this machine on which nothing listens.</summary>
    public static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
