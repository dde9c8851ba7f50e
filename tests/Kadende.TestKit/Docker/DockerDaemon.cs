using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Kadende.Sdk.Machines;

namespace Kadende.TestKit.Docker;

/// <summary>A Docker daemon of a test's own: many of them on one machine are as many machines to a swarm.</summary>
public sealed class DockerDaemon : IDisposable
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

    /// <summary>Where it answers.</summary>
    public string Host => $"unix://{_folder}/s";

    /// <summary>Why none can be started here; null when one can.</summary>
    public static string? Missing() =>
        !Environment.IsPrivilegedProcess ? "dockerd has to be run by root"
        : Find("dockerd") && Find("docker") ? null
        : "dockerd is not installed: run eng/debian/install.sh as root.";

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

    /// <summary>
    /// Gives it an image with a shell and little else, made from this machine's own programs: nothing has to be downloaded.
    /// </summary>
    public async Task ImportAsync(string image)
    {
        var root = $"{_folder}/image";
        var result = await Shell.ExecAsync(
            $$"""
            set -e
            mkdir -p {{root}}/bin {{root}}/tmp
            for name in sh sleep cat; do
              program=$(command -v $name)
              cp -L "$program" {{root}}/bin/$name
              for library in $(ldd "$program" | grep -o '/[^ ]*'); do
                mkdir -p "{{root}}$(dirname "$library")"
                cp -L "$library" "{{root}}$library"
              done
            done
            tar -C {{root}} -c . | docker import -c 'CMD ["/bin/sleep","3600"]' -c 'LABEL of.image=yes' - {{image}}
            """,
            Patience,
            CancellationToken.None
        );
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"No image could be made: {result.Output}");
        }
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

    private static bool Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
