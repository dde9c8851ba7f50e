using System.Globalization;
using Kadende.Plugins.Processes;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Processes;

/// <summary>A folder of processes for one test, and ways to look at them.</summary>
public abstract class ProcessTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _folder = new();

    protected ProcessTests() =>
        Bench = new ProviderBench(
            () => Open(),
            Json.Of("""{ "ports": [8080, 9090], "environment": { "MODE": "blue" } }""")
        );

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Bench.CleanAsync();
        _folder.Dispose();
    }

    protected ProviderBench Bench { get; }

    protected string Root => _folder.Path;

    internal ProcessProvider Open(ProcessOptions? options = null, TimeProvider? time = null) =>
        new(
            Options.Create(
                options ?? new ProcessOptions { Directory = Root, StopGrace = TimeSpan.FromMilliseconds(300) }
            ),
            time ?? TimeProvider.System
        );

    protected Task<Instance> CreateAsync(string? init) => Bench.CreateAsync(Bench.Request(init: init));

    /// <summary>What a host has done that ends just before it starts the process.</summary>
    internal async Task<NodeRecord> PrepareAsync(CreateRequest request)
    {
        var preparation = new NodePreparation(new NodeFolders(Root), new ProcessOptions(), TimeProvider.System);
        var prepared = await preparation.PrepareAsync([request], TestContext.Current.CancellationToken);
        return Assert.IsType<PreparedNode.Ready>(Assert.Single(prepared)).Record;
    }

    protected static async Task<string> LogAsync(Instance instance, string until)
    {
        var text = "";
        var begun = TimeProvider.System.GetTimestamp();
        while (!text.Contains(until, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), $"The log is: {text}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            text = await ReadAsync(instance.Details["log"]);
        }

        return text;
    }

    protected static async Task<string> ReadAsync(string path) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";

    protected static string Stat(int pid, ulong startTime) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{pid} (sh) S 1 {pid} {pid} 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 {startTime} 0 0"
        );

    protected static bool IsAlive(int pid) => ProcessStat.Read(pid) is { IsDead: false };

    protected static int PidOf(Instance instance) => int.Parse(instance.Details["pid"], CultureInfo.InvariantCulture);

    protected static string FolderOf(Instance instance) => instance.Details["directory"];

    protected static string? CwdOf(int pid) =>
        new DirectoryInfo($"/proc/{pid}/cwd").ResolveLinkTarget(returnFinalTarget: false)?.FullName;
}
