using System.Collections.Concurrent;
using System.Diagnostics;
using Kadende.EndToEnd.Tests.Http;

namespace Kadende.EndToEnd.Tests.Hosts;

/// <summary>The real one-machine host as a process of its own, so that it can be killed.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;

    private HostProcess(Process process, Uri address, ConcurrentQueue<string> output)
    {
        _process = process;
        _output = output;
        Address = address;
    }

    public Uri Address { get; }

    public ApiClient Foo => Installation.Foo(Address);

    /// <summary>All that the host has written so far.</summary>
    public string Output => string.Join('\n', _output);

    public static Task<HostProcess> StartAsync(Installation installation, params (string Key, string Value)[] more) =>
        StartAsync(installation, new Dictionary<string, string>(StringComparer.Ordinal), more);

    /// <param name="environment">What its environment has besides ours.</param>
    public static Task<HostProcess> StartAsync(
        Installation installation,
        IReadOnlyDictionary<string, string> environment,
        params (string Key, string Value)[] more
    ) => StartAsync(InfoOf([], environment, installation.Settings(more)));

    /// <param name="around">A command that becomes the program behind its own arguments.</param>
    public static Task<HostProcess> StartWithinAsync(
        IReadOnlyList<string> around,
        Installation installation,
        params (string Key, string Value)[] more
    ) =>
        StartAsync(InfoOf(around, new Dictionary<string, string>(StringComparer.Ordinal), installation.Settings(more)));

    private static ProcessStartInfo InfoOf(
        IReadOnlyList<string> around,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<string> settings
    )
    {
        string[] line = [.. around, Path.Combine(AppContext.BaseDirectory, "Kadende.LocalHost"), .. settings];
        var info = new ProcessStartInfo(line[0], line.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static async Task<HostProcess> StartAsync(ProcessStartInfo info)
    {
        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => Read(line.Data ?? "", listening, output);
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.Exited += (_, _) =>
            listening.TrySetException(new InvalidOperationException($"The host ended: {string.Join('\n', output)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var host = new HostProcess(process, await listening.Task.WaitAsync(Deadline.Token), output);
        await host.Foo.UntilReadyAsync();
        return host;
    }

    /// <summary>As <c>kill -9</c> does: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static void Read(string line, TaskCompletionSource<Uri> listening, ConcurrentQueue<string> output)
    {
        output.Enqueue(line);
        const string Lead = "Now listening on: ";
        var at = line.IndexOf(Lead, StringComparison.Ordinal);
        if (at >= 0)
        {
            listening.TrySetResult(new Uri(line[(at + Lead.Length)..].Trim()));
        }
    }
}
