using System.Net.Http.Headers;
using System.Text;
using Kadende.TestKit.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kadende.Functions.Tests.Http;

/// <summary>The whole app on Kestrel over real tables, behind what the Functions worker puts before a function.</summary>
internal sealed class EntryHost : IAsyncDisposable
{
    public const string AdminToken = "the-first-administrators-token";

    private readonly IHost _host;
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _functions;

    private EntryHost(IHost host, CancellationTokenSource functions)
    {
        _host = host;
        _functions = functions;
        var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        _client = new HttpClient { BaseAddress = new Uri(addresses?.Addresses.Single() ?? "") };
    }

    public IServiceProvider Services => _host.Services;

    /// <param name="durable">The client that the host binds to each request.</param>
    public static async Task<EntryHost> StartAsync(
        AzuriteFixture azurite,
        DurableTaskClient durable,
        params (string Key, string Value)[] settings
    )
    {
        var server = await azurite.ServerAsync();
        var functions = new CancellationTokenSource();
        var pipeline = new WorkerPipeline(durable, functions.Token);
        var host = new HostBuilder()
            .ConfigureAppConfiguration(configuration =>
                configuration.AddInMemoryCollection([
                    .. Settings(server.ConnectionString),
                    .. settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)),
                ])
            )
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(
                (context, services) =>
                    services
                        .Configure<ForwardedHeadersOptions>(WorkerPipeline.Believe)
                        .AddFunctionsHost(context.Configuration)
            )
            .ConfigureWebHost(web => web.UseKestrel().UseUrls("http://127.0.0.1:0").Configure(pipeline.Use))
            .Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new EntryHost(host, functions);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? token = AdminToken,
        string? spec = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = spec is null ? null : new StringContent(spec, Encoding.UTF8, "application/yaml");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>As when the host stops: every function that runs is told.</summary>
    public Task StopFunctionsAsync() => _functions.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _functions.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(string connectionString) =>
        [
            new("Kadende:Store:ConnectionString", connectionString),
            new("Kadende:Store:TablePrefix", AzuriteFixture.NewPrefix()),
            new("Kadende:Access:AdminToken", AdminToken),
        ];
}
