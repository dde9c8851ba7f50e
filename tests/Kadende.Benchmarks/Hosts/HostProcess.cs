using System.Diagnostics;
using Kadende.Benchmarks.Measurements;

namespace Kadende.Benchmarks.Hosts;

/// <summary>The one-machine host as users run it: a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, KadendeApi api) => (_process, Api) = (process, api);

    public KadendeApi Api { get; }

    public int ProcessId => _process.Id;

    public static async Task<HostProcess> StartAsync(Bench bench, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo("dotnet") { UseShellExecute = false };
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Kadende.LocalHost.dll"));
        foreach (var (key, value) in bench.Settings())
        {
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = Process.Start(info) ?? throw new MeasurementException("The host could not be started.");
        var host = new HostProcess(process, new KadendeApi(bench.Port));
        try
        {
            await host.Api.WaitReadyAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        using (_process)
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
