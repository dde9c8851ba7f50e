using System.Text.Json.Nodes;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.DigitalOcean;

namespace Kadende.Plugins.Tests.DigitalOcean;

public sealed class DigitalOceanFailureTests : IAsyncLifetime
{
    private DropletBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await DropletBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(401, "unauthorized", "Unable to authenticate you.", typeof(CredentialException))]
    [InlineData(403, "forbidden", "You are not authorized to perform this operation", typeof(CredentialException))]
    [InlineData(404, "not_found", "The image was not found", typeof(RequestRejectedException))]
    [InlineData(
        422,
        "unprocessable_entity",
        "creating this/these droplet(s) will exceed your droplet limit",
        typeof(QuotaExceededException)
    )]
    [InlineData(422, "unprocessable_entity", "Size is not available in this region.", typeof(NoCapacityException))]
    [InlineData(422, "unprocessable_entity", "Region is not available", typeof(NoCapacityException))]
    [InlineData(
        422,
        "unprocessable_entity",
        "You specified an invalid image for Droplet creation.",
        typeof(RequestRejectedException)
    )]
    [InlineData(400, "bad_request", "no", typeof(RequestRejectedException))]
    [InlineData(409, "conflict", "no", typeof(ProviderUnavailableException))]
    [InlineData(500, "server_error", "Server Error", typeof(ProviderUnavailableException))]
    public async Task Create_Refused_FailsAsTheAnswerMeans(int status, string id, string message, Type expected)
    {
        _bench.Cloud.Faults.FailNext("POST", "/v2/droplets", status, DigitalOceanError.Body(id, message));

        var failed = Assert.IsType<CreateResult.Failed>(await _bench.CreateAsync(_bench.Group.Request()));

        Assert.IsType(expected, failed.Failure);
        Assert.Contains(message, failed.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Cloud.Droplets.All);
    }

    [Fact]
    public async Task Create_AccountFull_IsAQuota()
    {
        _bench.Cloud.Account.DropletLimit = 2;

        var results = await _bench.Provider.CreateAsync(_bench.Group.Requests(3), Cancel);

        Assert.All(
            results,
            result => Assert.IsType<QuotaExceededException>(Assert.IsType<CreateResult.Failed>(result).Failure)
        );
    }

    [Fact]
    public async Task Create_OneRegionFull_MakesTheOthers()
    {
        var properties = DropletBench.Properties(("size", "c-2"), ("regions", new JsonArray("nyc3", "ams3")));
        var requests = Enumerable
            .Range(0, 2)
            .Select(i => _bench.Group.Request() with { Properties = properties, Spread = i })
            .ToList();

        var results = await _bench.Provider.CreateAsync(requests, Cancel);

        Assert.IsType<CreateResult.Created>(results[0]);
        Assert.IsType<NoCapacityException>(Assert.IsType<CreateResult.Failed>(results[1]).Failure);
    }

    [Fact]
    public async Task Describe_WrongToken_IsACredential()
    {
        _bench.Cloud.Token = "another";

        var failure = await Assert.ThrowsAsync<CredentialException>(() => _bench.Group.ListAsync());

        Assert.DoesNotContain(DropletBench.Token, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_ThrottledOnce_TriesAgain()
    {
        _bench.Cloud.Faults.FailNext("GET", "/v2/droplets", 429, DigitalOceanError.Body("too_many_requests", "slow"));

        Assert.Empty(await _bench.Group.ListAsync());
    }

    [Fact]
    public async Task Describe_LimitUsedUp_SaysWhenToComeBack()
    {
        _bench.Cloud.SetRateLimit(0, TimeSpan.FromMinutes(10));

        var failure = await Assert.ThrowsAsync<ThrottledException>(() => _bench.Group.ListAsync());

        Assert.InRange(failure.RetryAfter, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Create_ThrottledWithRetryAfter_SaysSo()
    {
        _bench.Cloud.Faults.FailNext(
            "POST",
            "/v2/droplets",
            429,
            DigitalOceanError.Body("too_many_requests", "slow"),
            1,
            ("Retry-After", "45")
        );

        var failed = Assert.IsType<CreateResult.Failed>(await _bench.CreateAsync(_bench.Group.Request()));

        Assert.Equal(TimeSpan.FromSeconds(45), Assert.IsType<ThrottledException>(failed.Failure).RetryAfter);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Describe_BrokenOnce_TriesAgain(int status)
    {
        _bench.Cloud.Faults.FailNext("GET", "/v2/droplets", status, null);

        Assert.Empty(await _bench.Group.ListAsync());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(200)]
    public async Task Describe_ListingThatIsNone_IsUnavailable(int status)
    {
        _bench.Cloud.Faults.FailNext(
            "GET",
            "/v2/droplets",
            status,
            DigitalOceanError.Body("not_found", "nothing here")
        );

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => _bench.Group.ListAsync());
    }

    [Fact]
    public async Task Create_Broken_IsNotSentAgain()
    {
        _bench.Cloud.Faults.FailNext("POST", "/v2/droplets", 500, null);

        var failed = Assert.IsType<CreateResult.Failed>(await _bench.CreateAsync(_bench.Group.Request()));

        Assert.IsType<ProviderUnavailableException>(failed.Failure);
        Assert.Single(_bench.Cloud.Requests, request => request == "POST /v2/droplets");
    }

    [Fact]
    public async Task Destroy_AnswerLost_IsAskedAgainAndGone()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Faults.LoseNextAnswers("DELETE", "/v2/droplets");

        await _bench.Group.DestroyAsync(created.Id);

        Assert.Empty(await _bench.Group.UntilAsync(seen => seen.Count == 0));
    }

    [Fact]
    public async Task Destroy_Refused_MayStillBeThere()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Faults.FailNext(
            "DELETE",
            "/v2/droplets",
            422,
            DigitalOceanError.Body("unprocessable_entity", "Droplet is locked")
        );

        var results = await _bench.Provider.DestroyAsync(
            [new DestroyRequest(created.Id, _bench.Group.Properties, RemovalReason.NotWanted, "test")],
            Cancel
        );

        Assert.IsType<DestroyResult.Failed>(Assert.Single(results));
    }

    [Fact]
    public async Task Describe_NobodyThere_IsUnavailable()
    {
        await _bench.Cloud.DisposeAsync();

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => _bench.Group.ListAsync());
    }
}
