using System.Text.Json.Nodes;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.GoogleCompute;

namespace Kadende.Plugins.Tests.GoogleCompute;

public sealed class GoogleFailureTests : IAsyncLifetime
{
    private const string Instances = "/compute/v1/projects/kadende-test/zones/us-central1-a/instances";
    private const string Listing = "/compute/v1/projects/kadende-test/aggregated";

    private ComputeBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await ComputeBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("ZONE_RESOURCE_POOL_EXHAUSTED", typeof(NoCapacityException))]
    [InlineData("ZONE_RESOURCE_POOL_EXHAUSTED_WITH_DETAILS", typeof(NoCapacityException))]
    [InlineData("QUOTA_EXCEEDED", typeof(QuotaExceededException))]
    [InlineData("RATE_LIMIT_EXCEEDED", typeof(ThrottledException))]
    [InlineData("PERMISSIONS_ERROR", typeof(CredentialException))]
    [InlineData("INTERNAL_ERROR", typeof(ProviderUnavailableException))]
    public async Task Create_OperationFails_FailsAsTheCodeMeans(string code, Type expected)
    {
        _bench.Cloud.Instances.FailNextInsertions(code, "what people read");

        var failed = Assert.IsType<CreateResult.Failed>(await _bench.CreateAsync(_bench.Group.Request()));

        Assert.IsType(expected, failed.Failure);
        Assert.Contains("what people read", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "authError", typeof(CredentialException))]
    [InlineData(403, "forbidden", typeof(CredentialException))]
    [InlineData(403, "accessNotConfigured", typeof(CredentialException))]
    [InlineData(403, "quotaExceeded", typeof(QuotaExceededException))]
    [InlineData(404, "notFound", typeof(RequestRejectedException))]
    [InlineData(400, "invalid", typeof(RequestRejectedException))]
    public async Task Create_Refused_FailsAsTheReasonMeans(int status, string reason, Type expected)
    {
        _bench.Cloud.Faults.FailNext("POST", Instances, status, GoogleError.Body(status, reason, "no"));

        var failed = Assert.IsType<CreateResult.Failed>(await _bench.CreateAsync(_bench.Group.Request()));

        Assert.IsType(expected, failed.Failure);
        Assert.Empty(_bench.Cloud.Instances.All);
    }

    [Theory]
    [InlineData(403, "rateLimitExceeded")]
    [InlineData(403, "userRateLimitExceeded")]
    [InlineData(429, "rateLimitExceeded")]
    [InlineData(500, "backendError")]
    [InlineData(503, "backendError")]
    public async Task Create_BusyOnce_TriesAgain(int status, string reason)
    {
        _bench.Cloud.Faults.FailNext("POST", Instances, status, GoogleError.Body(status, reason, "busy"));

        Assert.IsType<CreateResult.Created>(await _bench.CreateAsync(_bench.Group.Request()));
    }

    [Fact]
    public async Task Create_OneFails_MakesTheOthers()
    {
        _bench.Cloud.Instances.FailNextInsertions("ZONE_RESOURCE_POOL_EXHAUSTED", "full");

        var results = await _bench.Provider.CreateAsync(_bench.Group.Requests(3), Cancel);

        Assert.Equal(2, results.OfType<CreateResult.Created>().Count());
        Assert.IsType<NoCapacityException>(Assert.Single(results.OfType<CreateResult.Failed>()).Failure);
    }

    [Fact]
    public async Task Create_NameOfSomebodyElse_IsRejected()
    {
        var request = _bench.Group.Request();
        await _bench.CreateAsync(request);
        _bench.Cloud.Instances.All[0].Labels["kadende_2einstallation"] = "theirs";
        // A request of another time has another id: Google does not know it any more.
        _bench.Cloud.Operations.Forget();

        var failed = Assert.IsType<CreateResult.Failed>(await _bench.CreateAsync(request));

        Assert.IsType<RequestRejectedException>(failed.Failure);
    }

    [Fact]
    public async Task Create_LongAfterTheFirst_GivesTheSameInstance()
    {
        var request = _bench.Group.Request();
        var first = await _bench.Group.CreateAsync(request);
        _bench.Cloud.Operations.Forget();

        var second = await _bench.Group.CreateAsync(request);

        Assert.Equal(first.Id, second.Id);
        Assert.Single(_bench.Cloud.Instances.All);
    }

    [Fact]
    public async Task Describe_ThrottledForLong_SaysWhenToComeBack()
    {
        _bench.Cloud.Faults.FailNext(
            "GET",
            Listing,
            429,
            GoogleError.Body(429, "rateLimitExceeded", "slow"),
            1,
            ("Retry-After", "30")
        );

        var failure = await Assert.ThrowsAsync<ThrottledException>(() => _bench.Group.ListAsync());

        Assert.Equal(TimeSpan.FromSeconds(30), failure.RetryAfter);
    }

    [Fact]
    public async Task Describe_ZoneDoesNotAnswer_IsUnavailable()
    {
        await _bench.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Instances.Unreachable.Add("europe-west1-b");

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => _bench.Group.ListAsync());
    }

    [Fact]
    public async Task Describe_OtherProject_IsRejected()
    {
        var properties = _bench.Properties(("project", "another-project"));

        await Assert.ThrowsAsync<RequestRejectedException>(() =>
            _bench.Provider.DescribeAsync(new DescribeRequest(_bench.Group.Group(), properties, null), Cancel)
        );
    }

    [Fact]
    public async Task Describe_AccountDisabled_IsACredential()
    {
        await _bench.Group.ListAsync();
        _bench.Cloud.Account.IsDisabled = true;

        await Assert.ThrowsAsync<CredentialException>(() => _bench.Group.ListAsync());
    }

    [Fact]
    public async Task Describe_ForgedKey_IsACredentialAndShowsNothing()
    {
        var forged = FakeServiceAccount.ForgedKeyFor(_bench.Cloud.TokenEndpoint, FakeProject.Id);
        var request = new DescribeRequest(_bench.Group.Group(), _bench.Properties(("credentials", forged)), null);

        var failure = await Assert.ThrowsAsync<CredentialException>(() =>
            _bench.Provider.DescribeAsync(request, Cancel)
        );

        Assert.Contains("invalid_grant", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("planted-secret, no JSON")]
    [InlineData("""{ "type": "external_account", "planted-secret": 1 }""")]
    [InlineData(
        """{ "type": "service_account", "project_id": "kadende-test", "private_key": "planted-secret", "client_email": "a@b", "token_uri": "https://127.0.0.1:1/" }"""
    )]
    [InlineData(
        """{ "type": "service_account", "project_id": "kadende-test", "private_key": "planted-secret", "client_email": "a@b", "token_uri": "http://169.254.169.254/" }"""
    )]
    public async Task Describe_CredentialsThatAreNone_AreRefusedAndNotShown(string credentials)
    {
        var properties = _bench.Properties(("credentials", credentials), ("project", "kadende-test"));

        var failure = await Assert.ThrowsAsync<CredentialException>(() =>
            _bench.Provider.DescribeAsync(new DescribeRequest(_bench.Group.Group(), properties, null), Cancel)
        );

        Assert.DoesNotContain("planted-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_NobodyThere_IsUnavailable()
    {
        var properties = _bench.Properties(("zone", JsonValue.Create("us-central1-a")));
        await _bench.Cloud.DisposeAsync();

        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            _bench.Provider.DescribeAsync(new DescribeRequest(_bench.Group.Group(), properties, null), Cancel)
        );
    }

    [Fact]
    public async Task Destroy_Refused_MayStillBeThere()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Faults.FailNext("DELETE", Instances, 400, GoogleError.Body(400, "invalid", "is protected"));

        var results = await _bench.Provider.DestroyAsync(
            [new DestroyRequest(created.Id, _bench.Group.Properties, RemovalReason.NotWanted, "test")],
            Cancel
        );

        Assert.IsType<DestroyResult.Failed>(Assert.Single(results));
    }
}
