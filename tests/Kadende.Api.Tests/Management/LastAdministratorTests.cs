using System.Collections.Concurrent;
using System.Net;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kadende.Api.Tests.Management;

/// <summary>Installations that nobody can run any more are not made by a request.</summary>
public sealed class LastAdministratorTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _prefix = AzuriteFixture.NewPrefix();
    private ApiHost? _first;

    private ApiHost First => _first ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _first = await StartAsync([]);

    public ValueTask DisposeAsync() => First.DisposeAsync();

    [Fact]
    public async Task LastAdministrator_WantsToGo_IsRefusedUntilThereIsAnother()
    {
        var (ann, token) = await AddAsync(First);
        var withoutToken = await Team.AddUserAsync(First, isAdministrator: true);
        await using var host = await StartAsync(WithoutToken);
        var client = host.As(token);

        var demoted = await client.PatchAsync($"/api/users/{ann}", """{"administrator": false}""");
        var removed = await client.DeleteAsync($"/api/users/{ann}");
        await Team.TokenAsync(client, $"/api/users/{withoutToken}/tokens");
        var demotedThen = await client.PatchAsync($"/api/users/{ann}", """{"administrator": false}""");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (demoted.Status, removed.Status));
        Assert.Contains("last administrator", removed.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, demotedThen.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwoAdministrators_GoAtOnce_OneStays(bool isRemoved)
    {
        var (ann, token) = await AddAsync(First);
        await using var host = await StartAsync(WithoutToken);
        var first = (User: ann, Client: host.As(token));
        for (var round = 0; round < 20; round++)
        {
            var user = await Team.AddUserAsync(first.Client, isAdministrator: true);
            var second = (
                User: user,
                Client: host.As(await Team.TokenAsync(first.Client, $"/api/users/{user}/tokens"))
            );
            var both = new[] { first, second };

            await Task.WhenAll(
                both.Select(one =>
                    isRemoved
                        ? one.Client.DeleteAsync($"/api/users/{one.User}")
                        : one.Client.PatchAsync($"/api/users/{one.User}", """{"administrator": false}""")
                )
            );

            var answers = await Task.WhenAll(both.Select(one => one.Client.GetAsync("/api/users")));
            Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
            (first, var other) = answers[0].Status == HttpStatusCode.OK ? (first, second) : (second, first);
            await first.Client.DeleteAsync($"/api/users/{other.User}");
        }
    }

    [Fact]
    public async Task LastStoredAdministrator_SettingsHaveOne_MayGo()
    {
        var (ann, token) = await AddAsync(First);

        var removed = await First.As(token).DeleteAsync($"/api/users/{ann}");

        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
    }

    [Fact]
    public async Task Start_NoAdministratorAnywhere_IsWarnedOf()
    {
        var (before, between, after) = (new Lines(), new Lines(), new Lines());

        await (await StartAsync(WithoutToken, before)).DisposeAsync();
        await using (var restarted = await StartAsync([]))
        {
            await AddAsync(restarted);
        }

        await (await StartAsync(WithoutToken, between)).DisposeAsync();
        await (await StartAsync([], after)).DisposeAsync();

        Assert.Single(before.All, IsWarning);
        Assert.DoesNotContain(between.All, IsWarning);
        Assert.DoesNotContain(after.All, IsWarning);
    }

    private static bool IsWarning(string line) => line.StartsWith("No administrator", StringComparison.Ordinal);

    private static (string, string)[] WithoutToken => [("Kadende:Access:AdminToken", "")];

    private static async Task<(string User, string Token)> AddAsync(ApiHost host)
    {
        var user = await Team.AddUserAsync(host, isAdministrator: true);
        return (user, await Team.TokenAsync(host.Admin, $"/api/users/{user}/tokens"));
    }

    private async Task<ApiHost> StartAsync((string, string)[] settings, Lines? lines = null) =>
        await ApiHost.StartAsync(
            (await azurite.ServerAsync()).ConnectionString,
            _prefix,
            services => services.AddSingleton<ILoggerProvider>(lines ?? new Lines()),
            TestContext.Current.CancellationToken,
            settings
        );

    /// <summary>What a host logs.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => All.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
