using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kadende.TestKit.Azurite;

/// <summary>
/// A real Table service on a loopback port, in a process of its own that ends with ours. Keeps its tables in memory, or in a folder so
/// that they outlive it.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // The account and key that every Azurite has; they are public and open nothing else.
    private const string Account = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SaveTimeout = TimeSpan.FromSeconds(10);

    private readonly string? _location;
    private Process? _process;

    private AzuriteServer(string? location, int port)
    {
        _location = location;
        Port = port;
    }

    /// <summary>The same across a stop and a restart.</summary>
    public int Port { get; private set; }

    /// <summary>The process that serves now.</summary>
    /// <exception cref="InvalidOperationException">The server is stopped.</exception>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("Azurite is stopped.");

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"TableEndpoint=http://127.0.0.1:{Port}/{Account};";

    /// <param name="location">A folder for the tables; null keeps them in memory.</param>
    public static async Task<AzuriteServer> StartAsync(string? location, CancellationToken cancellationToken)
    {
        const int tries = 5;
        for (var left = tries; ; left--)
        {
            var server = new AzuriteServer(location, FreePort());
            try
            {
                await server.RestartAsync(cancellationToken);
                return server;
            }
            catch (InvalidOperationException) when (left > 1)
            {
                // Somebody else took the port between our look and Azurite's; the next one will do.
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Starts a stopped server again on its port.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var complaints = new StringWriter();
        var process = new Process { StartInfo = StartInfo(), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("successfully started", StringComparison.Ordinal) == true)
            {
                started.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) => complaints.WriteLine(line.Data);
        process.Exited += (_, _) =>
            started.TrySetException(new InvalidOperationException($"Azurite ended at once: {complaints}"));
        process.Start();
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await started.Task.WaitAsync(StartTimeout, TimeProvider.System, cancellationToken);
    }

    /// <summary>Stops the server; tables in a folder are saved first. May be called twice.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        using (process)
        {
            // Azurite saves when its input closes (see eng/azurite/stop-with-parent.cjs); without a folder there is nothing to wait for.
            process.StandardInput.Close();
            if (_location is not null)
            {
                using var patience = new CancellationTokenSource(SaveTimeout, TimeProvider.System);
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ProcessStartInfo StartInfo()
    {
        var home = AzuriteInstallation.Find();
        var info = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "--require",
            "./stop-with-parent.cjs",
            "node_modules/azurite/dist/src/table/main.js",
            "--tableHost",
            "127.0.0.1",
            "--tablePort",
            $"{Port}",
            "--silent",
            "--disableTelemetry",
            .. _location is null ? (string[])["--inMemoryPersistence"] : ["--location", _location],
        ];
        Array.ForEach(arguments, info.ArgumentList.Add);
        return info;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
