using System.Net;
using Kadende.Plugins;
using Kadende.Runtime.Access;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kadende.Api.Tests;

/// <summary>The real API on Kestrel over real tables; only the pass is left out.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string AdminToken = "the-first-administrators-token";

    private readonly WebApplication _app;

    private ApiHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public IClusterStore Clusters => Services.GetRequiredService<IClusterStore>();

    public RecordingStarter Starter => Services.GetRequiredService<RecordingStarter>();

    public ApiClient Admin => As(AdminToken);

    public ApiClient As(string? token) => new(Address, token);

    /// <summary>A user's token is made of the user's name.</summary>
    public ApiClient User(string name) => As(TokenOf(name));

    public static string TokenOf(string name) => $"the-token-of-the-user-{name}";

    public static Task<ApiHost> StartAsync(
        string connectionString,
        string prefix,
        CancellationToken cancellationToken,
        params (string Key, string Value)[] settings
    ) => StartAsync(connectionString, prefix, _ => { }, cancellationToken, settings);

    /// <param name="replace">Puts other parts in place of the host's own.</param>
    public static async Task<ApiHost> StartAsync(
        string connectionString,
        string prefix,
        Action<IServiceCollection> replace,
        CancellationToken cancellationToken,
        params (string Key, string Value)[] settings
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
            Settings(connectionString, prefix)
                .Concat(settings)
                .GroupBy(setting => setting.Key, StringComparer.Ordinal)
                .Select(same => KeyValuePair.Create(same.Key, (string?)same.Last().Value))
        );
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddKadendeStore(builder.Configuration);
        builder.Services.AddKadendePlugins(builder.Configuration);
        builder.Services.AddKadendeApi(builder.Configuration);
        builder.Services.AddSingleton<RecordingStarter>();
        builder.Services.AddSingleton<IPassStarter>(provider => provider.GetRequiredService<RecordingStarter>());
        replace(builder.Services);
        var app = builder.Build();
        app.UseKadendeApi();
        await app.StartAsync(cancellationToken);
        return new ApiHost(app);
    }

    /// <summary>Lets what is under way end, as a host does that is told to stop.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static IEnumerable<(string Key, string Value)> Settings(string connectionString, string prefix) =>
        [
            ("Kadende:Store:ConnectionString", connectionString),
            ("Kadende:Store:TablePrefix", prefix),
            ("Kadende:Store:Retries", "1"),
            ("Kadende:Store:NetworkTimeout", "00:00:03"),
            ("Kadende:Access:AdminToken", AdminToken),
            .. UserSettings(0, "foo", "foo", "Editor"),
            .. UserSettings(1, "bar", "bar", "Editor"),
            .. UserSettings(2, "viewer", "foo", "Viewer"),
            .. UserSettings(3, "operator", "foo", "Operator"),
            .. UserSettings(4, "both", "foo", "Editor"),
            .. UserSettings(5, "both", "bar", "Viewer"),
            .. UserSettings(6, "boss", "foo", "Admin"),
        ];

    private static IEnumerable<(string Key, string Value)> UserSettings(
        int index,
        string name,
        string team,
        string role
    ) =>
        [
            ($"Kadende:Access:Users:{index}:Name", name),
            ($"Kadende:Access:Users:{index}:Team", team),
            ($"Kadende:Access:Users:{index}:Role", role),
            ($"Kadende:Access:Users:{index}:TokenSha256", ApiToken.HashOf(TokenOf(name))),
        ];
}
