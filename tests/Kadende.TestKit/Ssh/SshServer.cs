using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kadende.TestKit.Ssh;

/// <summary>A real sshd on a loopback port with keys of its own, in a process that ends with ours. It lets in whoever runs the tests.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    /// <summary>
    /// Ends sshd when our end of its input closes, so also when we are killed; and with it all who are logged in, as when a machine dies.
    /// </summary>
    private const string Guard =
        "\"$@\" & child=$!; cat >/dev/null; kill $(cat /proc/$child/task/$child/children) $child; wait";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly string _keys;
    private Process? _process;

    private SshServer(string folder, SshServer? sameKeys, int ports)
    {
        _folder = folder;
        _keys = sameKeys?._keys ?? folder;
        Ports = FreePorts(ports);
    }

    /// <summary>Why there can be no server here; null when there can.</summary>
    public static string? Missing =>
        File.Exists(Program) ? null : $"{Program} is not installed: run eng/debian/install.sh as root.";

    public static string User => Environment.UserName;

    public int Port => Ports[0];

    /// <summary>All ports on which it answers: to clients as many hosts.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Opens the server.</summary>
    public string PrivateKeyFile => Path.Combine(_keys, "user");

    /// <summary>A key that the server does not know.</summary>
    public string StrangeKeyFile => Path.Combine(_keys, "stranger");

    public static Task<SshServer> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(null, 1, cancellationToken);

    /// <param name="ports">At most 16.</param>
    /// <param name="sameKeys">Who lets in the same people; it must stay as long as the new one.</param>
    public static async Task<SshServer> StartAsync(SshServer? sameKeys, int ports, CancellationToken cancellationToken)
    {
        var server = new SshServer(Directory.CreateTempSubdirectory("kadende-sshd-").FullName, sameKeys, ports);
        if (sameKeys is null)
        {
            await server.MakeKeyAsync("user", cancellationToken);
            await server.MakeKeyAsync("stranger", cancellationToken);
        }

        await server.RestartAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts anew on the same port with a new host key, as a machine does that was made anew under the same address.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        File.Delete(Path.Combine(_folder, "host"));
        await MakeKeyAsync("host", cancellationToken);
        // Of the ways to agree on a key the one that costs least: tests log in thousands of times.
        await File.WriteAllTextAsync(
            Configuration,
            $"""
            {string.Join('\n', Ports.Select(port => $"Port {port}"))}
            ListenAddress 127.0.0.1
            HostKey {Path.Combine(_folder, "host")}
            AuthorizedKeysFile {PrivateKeyFile}.pub
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 1000
            KexAlgorithms ecdh-sha2-nistp256

            """,
            cancellationToken
        );
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        await ResumeAsync(cancellationToken);
    }

    private string Configuration => Path.Combine(_folder, "sshd_config");

    public async Task StopAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        using (process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Starts as it was before it was stopped.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var missing = Ports.Count;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringWriter();
        var process = new Process
        {
            StartInfo = Command("/bin/sh", "-c", Guard, "sshd", Program, "-D", "-e", "-f", Configuration),
            EnableRaisingEvents = true,
        };
        process.ErrorDataReceived += (_, line) =>
        {
            said.WriteLine(line.Data);
            if (
                line.Data?.StartsWith("Server listening", StringComparison.Ordinal) == true
                && Interlocked.Decrement(ref missing) == 0
            )
            {
                listening.TrySetResult();
            }
        };
        process.Exited += (_, _) =>
            listening.TrySetException(new InvalidOperationException($"sshd ended at once: {said}"));
        process.Start();
        _process = process;
        process.BeginErrorReadLine();
        await listening.Task.WaitAsync(StartTimeout, TimeProvider.System, cancellationToken);
    }

    private async Task MakeKeyAsync(string name, CancellationToken cancellationToken)
    {
        using var process =
            Process.Start(Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(_folder, name)))
            ?? throw new InvalidOperationException("ssh-keygen did not start.");
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ssh-keygen ended with exit code {process.ExitCode}.");
        }
    }

    private static ProcessStartInfo Command(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(arguments, info.ArgumentList.Add);
        return info;
    }

    /// <summary>They are held at the same time, so that none is found twice.</summary>
    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
