using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.KeyVault;

/// <summary>
/// The part of an Azure Key Vault that reads secrets. Written from "Get Secret" and "Authentication, requests and responses" of the Key
/// Vault REST reference.
/// </summary>
public sealed class KeyVaultServer : IAsyncDisposable
{
    /// <summary>The only token that it takes.</summary>
    public const string Token = "a-token-of-the-tests";

    private readonly WebApplication _app;

    private KeyVaultServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentDictionary<string, string> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What every request is answered with; null: as it should be.</summary>
    public HttpStatusCode? Fails { get; set; }

    public static async Task<KeyVaultServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new KeyVaultServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        server.Address = new Uri(server._app.Urls.Single());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        if (Fails is { } fails)
        {
            return ErrorAsync(http, fails, "Forbidden", "The user does not have secrets get permission.");
        }

        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            http.Response.Headers.WWWAuthenticate =
                "Bearer authorization=\"https://login.example\", resource=\"https://vault.azure.net\"";
            return ErrorAsync(
                http,
                HttpStatusCode.Unauthorized,
                "Unauthorized",
                "AKV10000: no bearer token was found."
            );
        }

        if (string.IsNullOrEmpty(request.Query["api-version"]))
        {
            return ErrorAsync(http, HttpStatusCode.BadRequest, "BadParameter", "api-version must be specified");
        }

        var name = request.Path.Value!.Split('/') is ["", "secrets", var found] ? found : "";
        return Secrets.TryGetValue(name, out var value)
            ? http.Response.WriteAsJsonAsync(
                new
                {
                    value,
                    id = $"{Address}secrets/{name}/4387e9f3d6e14c459867679a90fd0f79",
                    attributes = new
                    {
                        enabled = true,
                        created = 1493938410,
                        updated = 1493938410,
                    },
                },
                http.RequestAborted
            )
            : ErrorAsync(
                http,
                HttpStatusCode.NotFound,
                "SecretNotFound",
                $"A secret with (name/id) {name} was not found in this key vault."
            );
    }

    private static Task ErrorAsync(HttpContext http, HttpStatusCode status, string code, string message)
    {
        http.Response.StatusCode = (int)status;
        return http.Response.WriteAsJsonAsync(new { error = new { code, message } }, http.RequestAborted);
    }
}
