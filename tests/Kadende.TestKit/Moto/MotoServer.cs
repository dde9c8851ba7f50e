using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kadende.TestKit.Moto;

/// <summary>moto_server, a stand-in for AWS, on a loopback port; it ends with us, and keeps nothing.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    private const string Program = "moto_server";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;

    private MotoServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Why no test can use it here; null when they can.</summary>
    public static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, Program)))
            ? null
            : $"{Program} is not on the PATH: install moto[server].";

    public Uri Address { get; }

    public static async Task<MotoServer> StartAsync(CancellationToken cancellationToken)
    {
        var port = FreePort();
        // The shell ends the server when our end of its input closes, also when we end without a word.
        var info = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "-c",
                $"{Program} -H 127.0.0.1 -p {port} >/dev/null 2>&1 & server=$!; cat >/dev/null; kill $server; wait $server",
            },
        };
        info.Environment["MOTO_AMIS_PATH"] = Path.Combine(AppContext.BaseDirectory, "Moto", "images.json");
        var process = Process.Start(info) ?? throw new InvalidOperationException("No shell could be started.");
        var server = new MotoServer(process, new Uri($"http://127.0.0.1:{port}/"));
        await server.UntilUpAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task UntilUpAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var patience = new CancellationTokenSource(StartTimeout, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        while (!await IsUpAsync(client, both.Token))
        {
            await Task.Delay(Pause, TimeProvider.System, both.Token);
        }
    }

    private static async Task<bool> IsUpAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("moto-api/", UriKind.Relative), cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
