using System.Diagnostics;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>The plugin in <c>examples/plugins/node</c>, as a process.</summary>
internal sealed class NodePlugin : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private NodePlugin(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    public static bool IsHere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "node")));

    public string Url { get; }

    /// <param name="listen">Such as <c>127.0.0.1:0</c> or <c>unix:/path</c>.</param>
    /// <param name="directory">Where it keeps its machines.</param>
    public static async Task<NodePlugin> StartAsync(string listen, string directory)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { Script, "--listen", listen, "--directory", directory })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var line = await process
            .StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        return new NodePlugin(process, line!["listening on ".Length..]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static string Script => Path.Combine(Docs.RecipeTests.Top, "examples", "plugins", "node", "plugin.js");
}
