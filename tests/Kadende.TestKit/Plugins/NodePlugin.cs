using System.Collections.Concurrent;
using System.Diagnostics;

namespace Kadende.TestKit.Plugins;

/// <summary>The plugin in <c>examples/plugins/node</c>, as a process. It keeps its machines in a folder, which outlives it.</summary>
public sealed class NodePlugin : IAsyncDisposable
{
    private const string Program = "node";
    private const string Hello = "listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _directory;
    private readonly ConcurrentQueue<string> _said;
    private Process _process;

    private NodePlugin(Process process, string url, string directory, ConcurrentQueue<string> said)
    {
        _process = process;
        _directory = directory;
        _said = said;
        Url = url;
    }

    /// <summary>Why no test can use it here; null when they can.</summary>
    public static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, Program)))
            ? null
            : $"{Program} is not on the PATH.";

    public string Url { get; }

    /// <summary>What it wrote, line by line.</summary>
    public IReadOnlyCollection<string> Said => _said;

    /// <summary>The ids of the machines that exist, in order.</summary>
    public IReadOnlyList<string> Machines =>
        [
            .. Directory
                .EnumerateFiles(_directory, "*.json")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    /// <param name="listen">Such as <c>127.0.0.1:0</c> or <c>unix:/path</c>.</param>
    /// <param name="directory">Where it keeps its machines.</param>
    public static async Task<NodePlugin> StartAsync(
        string listen,
        string directory,
        CancellationToken cancellationToken
    )
    {
        var said = new ConcurrentQueue<string>();
        var (process, url) = await OpenAsync(listen, directory, said, cancellationToken);
        return new NodePlugin(process, url, directory, said);
    }

    /// <summary>Takes a machine away behind everybody's back.</summary>
    public void Lose(string machine) => File.Delete(Path.Combine(_directory, $"{machine}.json"));

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>After <see cref="KillAsync"/>: starts it again at its URL, with the machines that it had.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        _process.Dispose();
        var url = new Uri(Url);
        var listen = url.Scheme == "unix" ? $"unix:{url.AbsolutePath}" : url.Authority;
        (_process, _) = await OpenAsync(listen, _directory, _said, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static async Task<(Process Process, string Url)> OpenAsync(
        string listen,
        string directory,
        ConcurrentQueue<string> said,
        CancellationToken cancellationToken
    )
    {
        var script = Path.Combine(Repository.Top, "examples", "plugins", "node", "plugin.js");
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList = { script, "--listen", listen, "--directory", directory },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} could not be started.");
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, told) =>
        {
            said.Enqueue(told.Data ?? "");
            first.TrySetResult(told.Data ?? "");
        };
        process.BeginOutputReadLine();
        var line = await first.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken);
        return line.StartsWith(Hello, StringComparison.Ordinal)
            ? (process, line[Hello.Length..])
            : throw new InvalidOperationException($"The plugin did not say where it listens: {line}");
    }
}
