using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kadende.TestKit.Azurite;

namespace Kadende.Benchmarks.Hosts;

/// <summary>What a host needs: a folder of its own, an Azurite of its own, and settings that name both. All of it goes with the bench.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string AdminToken = "the-token-of-the-benchmarks";

    private readonly DirectoryInfo _folder;

    private Bench(DirectoryInfo folder, AzuriteServer azurite)
    {
        _folder = folder;
        Azurite = azurite;
        Port = FreePort();
    }

    public AzuriteServer Azurite { get; }

    public int Port { get; }

    public static async Task<Bench> StartAsync(bool onDisk, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("kadende-bench-");
        var tables = onDisk ? folder.CreateSubdirectory("tables").FullName : null;
        return new Bench(folder, await AzuriteServer.StartAsync(tables, cancellationToken));
    }

    /// <summary>The defaults, but for places, the port and the log.</summary>
    public IReadOnlyDictionary<string, string> Settings(params (string Key, string Value)[] others) =>
        new (string Key, string Value)[]
        {
            ("Kadende:Local:Port", Port.ToString(CultureInfo.InvariantCulture)),
            ("Kadende:Access:AdminToken", AdminToken),
            ("Kadende:Store:ConnectionString", Azurite.ConnectionString),
            ("Kadende:Plugins:File:Directory", Path.Combine(_folder.FullName, "files")),
            ("Kadende:Plugins:Process:Directory", Path.Combine(_folder.FullName, "processes")),
            ("Logging:LogLevel:Default", "Warning"),
        }
            .Concat(others)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);

    /// <summary>How long as many bare files take in the same place: what no provider of files can be faster than.</summary>
    public TimeSpan WriteBareFiles(int count)
    {
        var folder = _folder.CreateSubdirectory($"bare-{Guid.NewGuid():N}");
        var body = new byte[512];
        var started = TimeProvider.System.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, $"{number}"), body);
        }

        return TimeProvider.System.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        await Azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
