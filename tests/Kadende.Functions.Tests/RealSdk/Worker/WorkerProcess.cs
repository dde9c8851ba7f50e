using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Kadende.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kadende.Functions.Tests.RealSdk.Worker;

/// <summary>The app as Azure runs it: its own process, on the real worker, with a host that is played.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly WebApplication _hostSide;
    private readonly PlayedHost _host;
    private readonly Process _process;
    private readonly HttpClient _client = new();

    private WorkerProcess(WebApplication hostSide, PlayedHost host, Process process)
    {
        _hostSide = hostSide;
        _host = host;
        _process = process;
    }

    /// <param name="durable">Where the task hub answers.</param>
    public static async Task<WorkerProcess> StartAsync(
        Uri durable,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken
    )
    {
        var directory = Path.Combine(Repository.Top, "artifacts", "bin", "Kadende.Functions", "debug");
        var host = new PlayedHost(directory, durable);
        var hostSide = await ServeAsync(host, cancellationToken);
        var ended = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Start(directory, hostSide.Urls.Single(), settings, ended);
        var worker = new WorkerProcess(hostSide, host, process);
        worker._client.BaseAddress = await await Task.WhenAny(host.AddressAsync(cancellationToken), ended.Task)
            .WaitAsync(Patience, TimeProvider.System, cancellationToken);
        return worker;
    }

    private static async Task<WebApplication> ServeAsync(PlayedHost host, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(host);
        var app = builder.Build();
        app.MapGrpcService<PlayedHost>();
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static Process Start(
        string directory,
        string host,
        IReadOnlyDictionary<string, string> settings,
        TaskCompletionSource<Uri> ended
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(directory, "Kadende.Functions.dll"),
                $"--Functions:Worker:HostEndpoint={host}",
                "--Functions:Worker:WorkerId=worker",
                "--Functions:Worker:RequestId=request",
                "--Functions:Worker:GrpcMaxMessageLength=134217728",
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = directory;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = directory;
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var told = new StringBuilder();
        process.OutputDataReceived += (_, line) => told.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => told.AppendLine(line.Data);
        process.Exited += (_, _) => ended.TrySetException(new InvalidOperationException($"The worker ended: {told}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Sends a request as the host does that was asked by somebody else over TLS.</summary>
    /// <returns>The answer, and the invocation that may be canceled.</returns>
    public async Task<(HttpResponseMessage Answer, string Invocation)> SendAsync(
        HttpMethod method,
        string path,
        string token,
        string caller,
        string? spec,
        CancellationToken cancellationToken
    )
    {
        var invocation = Guid.NewGuid().ToString();
        await _host.InvokeAsync(invocation, cancellationToken);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("x-ms-invocation-id", invocation);
        request.Headers.Add("X-Forwarded-For", caller);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Content = spec is null ? null : new StringContent(spec, Encoding.UTF8, "application/yaml");
        var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (answer, invocation);
    }

    /// <summary>How an invocation failed, in the words of the worker; empty when it did not.</summary>
    public Task<string> EndAsync(string invocation) => _host.EndAsync(invocation);

    public Task CancelAsync(string invocation, CancellationToken cancellationToken) =>
        _host.CancelAsync(invocation, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        await _hostSide.DisposeAsync();
    }
}
