using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.KeyVault;

/// <summary>
/// The secrets of an Azure Key Vault with soft delete. Written from "Get Secret", "Get Secrets", "Set Secret", "Delete Secret", "Recover
/// Deleted Secret" and "Authentication, requests and responses" of the Key Vault REST reference.
/// </summary>
public sealed class KeyVaultServer : IAsyncDisposable
{
    /// <summary>The only token that it takes.</summary>
    public const string Token = "a-token-of-the-tests";

    private const int PageSize = 25;
    private const int LongestName = 127;
    private const int MostBytes = 25_000;

    private readonly WebApplication _app;
    private long _clock = 1493938410;

    private KeyVaultServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentDictionary<string, VaultSecret> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that are soft-deleted: their names are taken.</summary>
    public ConcurrentDictionary<string, VaultSecret> Deleted { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What every request is answered with; null: as it should be.</summary>
    public HttpStatusCode? Fails { get; set; }

    /// <summary>How often a secret that was recovered refuses to be written yet.</summary>
    public int BusyAfterRecovery { get; set; }

    private int _busy;

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

    /// <summary>Puts a secret there as an operator would.</summary>
    public void Add(string name, string value) =>
        Secrets[name] = new VaultSecret(name, value, new Dictionary<string, string>(), _clock);

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

        return (request.Method, request.Path.Value!.Split('/')) switch
        {
            ("GET", ["", "secrets"]) => ListAsync(http),
            (_, ["", "secrets", var name]) when !IsName(name) => ErrorAsync(
                http,
                HttpStatusCode.BadRequest,
                "BadParameter",
                $"The request URI contains an invalid name: {name}"
            ),
            ("GET", ["", "secrets", var name]) => GetAsync(http, name),
            ("PUT", ["", "secrets", var name]) => SetAsync(http, name),
            ("DELETE", ["", "secrets", var name]) => DeleteAsync(http, name),
            ("POST", ["", "deletedsecrets", var name, "recover"]) => RecoverAsync(http, name),
            _ => ErrorAsync(http, HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "Not taken here."),
        };
    }

    private Task ListAsync(HttpContext http)
    {
        var from = int.TryParse(http.Request.Query["$skiptoken"], CultureInfo.InvariantCulture, out var skipped)
            ? skipped
            : 0;
        var all = Secrets.Values.OrderBy(secret => secret.Name, StringComparer.Ordinal).ToList();
        var more = from + PageSize < all.Count;
        return http.Response.WriteAsJsonAsync(
            new
            {
                value = all.Skip(from)
                    .Take(PageSize)
                    .Select(secret => new
                    {
                        id = $"{Address}secrets/{secret.Name}",
                        attributes = Attributes(secret),
                        tags = secret.Tags,
                    }),
                nextLink = more ? $"{Address}secrets?api-version=7.4&$skiptoken={from + PageSize}" : null,
            },
            http.RequestAborted
        );
    }

    private Task GetAsync(HttpContext http, string name) =>
        Secrets.TryGetValue(name, out var secret)
            ? BundleAsync(http, secret, withValue: true)
            : MissingAsync(http, name);

    private async Task SetAsync(HttpContext http, string name)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var value = body.RootElement.GetProperty("value").GetString()!;
        if (System.Text.Encoding.UTF8.GetByteCount(value) > MostBytes)
        {
            await ErrorAsync(http, HttpStatusCode.BadRequest, "BadParameter", "Secret value exceeds the size limit.");
        }
        else if (Deleted.ContainsKey(name))
        {
            await ConflictAsync(
                http,
                "ObjectIsDeletedButRecoverable",
                $"Secret {name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged."
            );
        }
        else if (_busy > 0)
        {
            _busy--;
            await ConflictAsync(
                http,
                "ObjectIsBeingRecovered",
                $"Secret {name} is currently being recovered and cannot be re-created; retry later."
            );
        }
        else
        {
            var tags = body.RootElement.TryGetProperty("tags", out var given)
                ? given.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!)
                : [];
            var first = Secrets.TryGetValue(name, out var before) ? before.Name : name;
            Secrets[name] = new VaultSecret(first, value, tags, Interlocked.Increment(ref _clock));
            await BundleAsync(http, Secrets[name], withValue: true);
        }
    }

    private Task DeleteAsync(HttpContext http, string name)
    {
        if (!Secrets.TryRemove(name, out var secret))
        {
            return MissingAsync(http, name);
        }

        Deleted[name] = secret;
        return BundleAsync(http, secret, withValue: false);
    }

    private Task RecoverAsync(HttpContext http, string name)
    {
        if (!Deleted.TryRemove(name, out var secret))
        {
            return MissingAsync(http, name);
        }

        Secrets[name] = secret;
        _busy = BusyAfterRecovery;
        return BundleAsync(http, secret, withValue: false);
    }

    private Task BundleAsync(HttpContext http, VaultSecret secret, bool withValue) =>
        http.Response.WriteAsJsonAsync(
            new
            {
                value = withValue ? secret.Value : null,
                id = $"{Address}secrets/{secret.Name}/4387e9f3d6e14c459867679a90fd0f79",
                attributes = Attributes(secret),
                tags = secret.Tags,
            },
            http.RequestAborted
        );

    private static object Attributes(VaultSecret secret) =>
        new
        {
            enabled = true,
            created = 1493938410,
            updated = secret.Updated,
            recoveryLevel = "Recoverable+Purgeable",
        };

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static Task MissingAsync(HttpContext http, string name) =>
        ErrorAsync(
            http,
            HttpStatusCode.NotFound,
            "SecretNotFound",
            $"A secret with (name/id) {name} was not found in this key vault."
        );

    private static Task ErrorAsync(HttpContext http, HttpStatusCode status, string code, string message)
    {
        http.Response.StatusCode = (int)status;
        return http.Response.WriteAsJsonAsync(new { error = new { code, message } }, http.RequestAborted);
    }

    private static Task ConflictAsync(HttpContext http, string inner, string message)
    {
        http.Response.StatusCode = (int)HttpStatusCode.Conflict;
        return http.Response.WriteAsJsonAsync(
            new
            {
                error = new
                {
                    code = "Conflict",
                    message,
                    innererror = new { code = inner },
                },
            },
            http.RequestAborted
        );
    }
}
