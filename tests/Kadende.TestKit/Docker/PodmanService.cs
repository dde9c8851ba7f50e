using System.Diagnostics;
using System.Text;
using Kadende.Sdk.Machines;

namespace Kadende.TestKit.Docker;

/// <summary>
/// Podman's service, in a folder and in namespaces of its own: its bridges, rules of the firewall, mounts and processes are not this
/// machine's, and all of them end with it.
/// </summary>
public sealed class PodmanService : IContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("kadende-podman-").FullName;
    private readonly StringBuilder _said = new();
    private readonly Process _process;

    private PodmanService()
    {
        File.WriteAllText(
            $"{_folder}/containers.conf",
            // Its own limits are higher than a sandbox may set; through this API it takes the hard one for the soft one.
            """
            [containers]
            default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
            log_driver = "k8s-file"
            [engine]
            lock_type = "file"
            """
        );
        var start = new ProcessStartInfo(
            "unshare",
            ["--net", "--mount", "--pid", "--mount-proc", "--fork", "--kill-child", "/bin/sh", "-c", Script]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CONTAINERS_CONF"] = $"{_folder}/containers.conf";
        _process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        // The child of "unshare" is the first process of the namespaces.
        Shell = new LocalShell(
            Host,
            "/bin/sh",
            "-c",
            $"exec 2>&1; exec nsenter --net --mount --pid --target $(cat /proc/{_process.Id}/task/{_process.Id}/children) \"$@\"",
            "enter"
        );
    }

    public IMachineShell Shell { get; }

    public string Host => $"unix://{_folder}/s";

    /// <summary>The namespaces end with their first process, this script; that when our end of its input closes, so also when we are killed.</summary>
    private string Script =>
        $"""
            set -e
            mount -t tmpfs none /dev/shm
            mount -t tmpfs none /run
            ip link set lo up
            podman --root {_folder}/root --runroot {_folder}/run --tmpdir {_folder}/tmp --network-config-dir {_folder}/net \
              --storage-driver vfs --cgroup-manager cgroupfs --events-backend file system service --time=0 {Host} </dev/null &
            cat >/dev/null
            """;

    /// <exception cref="EngineMissingException">It is not installed, or does not run in these surroundings.</exception>
    public static async Task<PodmanService> StartAsync()
    {
        if (Programs.Missing("podman", "unshare", "nsenter", "ip", "docker") is { } why)
        {
            throw new EngineMissingException(why);
        }

        var service = new PodmanService();
        var begun = TimeProvider.System.GetTimestamp();
        while ((await service.Shell.ExecAsync("docker info", Patience, CancellationToken.None)).ExitCode != 0)
        {
            if (service._process.HasExited || TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                var said = service.Said;
                service.Dispose();
                throw new EngineMissingException($"Podman's service does not start here: {said}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        return service;
    }

    private string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString().ReplaceLineEndings(" ").Trim();
            }
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }
}
