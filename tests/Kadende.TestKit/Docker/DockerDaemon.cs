using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Kadende.Sdk.Machines;

namespace Kadende.TestKit.Docker;

/// <summary>A Docker daemon of a test's own: many of them on one machine are as many machines to a swarm.</summary>
public sealed class DockerDaemon : IContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("kadende-docker-").FullName;
    private readonly Process _process;

    private DockerDaemon()
    {
        Port = FreePort();
        var start = new ProcessStartInfo(
            "dockerd",
            [
                "--data-root",
                $"{_folder}/data",
                "--exec-root",
                $"{_folder}/exec",
                "-H",
                Host,
                "--pidfile",
                $"{_folder}/pid",
                "--storage-driver=vfs",
                "--iptables=false",
                "--ip6tables=false",
                "--ip-forward=false",
                "--ip-masq=false",
                "--bridge=none",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Shell = new LocalShell(Host);
    }

    /// <summary>Where it shall listen for its swarm.</summary>
    public int Port { get; }

    public IMachineShell Shell { get; }

    public string Host => $"unix://{_folder}/s";

    /// <summary>Why none can be started here; null when one can.</summary>
    public static string? Missing() => Programs.Missing("dockerd", "docker");

    public static async Task<DockerDaemon> StartAsync()
    {
        var daemon = new DockerDaemon();
        var begun = TimeProvider.System.GetTimestamp();
        while ((await daemon.Shell.ExecAsync("docker info", Patience, CancellationToken.None)).ExitCode != 0)
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidOperationException("dockerd does not answer.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        return daemon;
    }

    public void Dispose()
    {
        // Asked to end, it takes its containers and networks with it; what it leaves mounted would keep the folder.
        Run("kill", $"{_process.Id}");
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Run("/bin/sh", "-c", $"umount {_folder}/exec/netns/* {_folder}/data/* {_folder}/data 2>/dev/null; true");
        Directory.Delete(_folder, recursive: true);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
