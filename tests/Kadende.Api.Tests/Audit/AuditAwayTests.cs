using System.Net;
using System.Net.Http.Headers;
using Kadende.Core.Audit;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Api.Tests.Audit;

/// <summary>What becomes of requests when the audit, the host or the caller goes away.</summary>
public sealed class AuditAwayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly MemoryAuditStore _audit = new();
    private ApiHost? _host;

    private ApiHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() =>
        _host = await ApiHost.StartAsync(
            (await azurite.ServerAsync()).ConnectionString,
            AzuriteFixture.NewPrefix(),
            services => services.AddSingleton<IAuditStore>(_audit),
            TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task PutCluster_AuditIsAway_IsRefusedBeforeAnythingIsDone()
    {
        _audit.IsAway = true;
        var name = Specs.NewName();

        var answer = await Host.User("foo").PutAsync($"/api/clusters/{name}", Specs.Of(name));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("nothing was done", answer.Detail, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.NotFound, (await Host.User("foo").GetAsync($"/api/clusters/{name}")).Status);
        Assert.Empty(Host.Starter.Asked);
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task DeleteCluster_RefusedWhileTheAuditIsAway_IsRefusedAsEver(string user, HttpStatusCode expected)
    {
        _audit.IsAway = true;

        Assert.Equal(expected, (await Host.User(user).DeleteAsync("/api/clusters/none")).Status);
    }

    [Fact]
    public async Task PutCluster_OutcomeCannotBeNoted_IsAnsweredAsItIsAndStaysPending()
    {
        _audit.LosesOutcomes = true;
        var name = Specs.NewName();

        var answer = await Host.User("foo").PutAsync($"/api/clusters/{name}", Specs.Of(name));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(AuditOutcome.Pending, Assert.Single(_audit.Records).Outcome);
    }

    [Fact(Timeout = 60_000)]
    public async Task PutCluster_CallerGoesAway_HasItsOutcomeNotedAllTheSame()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        using var content = new EndlessContent();
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Host.Address, "/api/clusters/web"));
        request.Content = content;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiHost.TokenOf("foo"));
        var sent = client.SendAsync(request, cancelled.Token);
        await _audit.Begun.WaitAsync(TestContext.Current.CancellationToken);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        var told = await _audit.Completed.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(told.Outcome is AuditOutcome.Unknown or AuditOutcome.Refused);
        Assert.NotNull(told.EndedAt);
    }

    /// <summary>A body whose end never comes.</summary>
    private sealed class EndlessContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            await SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            await stream.WriteAsync("name: web\n"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
