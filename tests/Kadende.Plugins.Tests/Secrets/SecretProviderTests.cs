using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Secrets;

public sealed class SecretProviderTests : IDisposable
{
    private const string Value = SecretBench.Value;

    private readonly SecretBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task EveryCall_NamedSecret_IsGivenAndNeverTold()
    {
        var echo = new EchoProvider();
        var provider = _bench.With(echo);
        var properties = EchoProvider.Properties("p=${secret:db}");
        var token = TestContext.Current.CancellationToken;

        var told = new List<object?>
        {
            await provider.ValidateAsync(properties, token),
            Assert
                .IsType<CreateResult.Created>(Assert.Single(await provider.CreateAsync([Request(properties)], token)))
                .Instance,
            (await provider.DescribeAsync(new DescribeRequest(NoLabels, properties, null), token)).Instances[0],
            await provider.DestroyAsync([new DestroyRequest("m1", properties, RemovalReason.NotWanted, "over")], token),
            await provider.Exec!.ExecAsync(new ExecRequest("m1", properties, "true", TimeSpan.FromSeconds(1)), token),
            await provider.Console!.ReadConsoleAsync("m1", properties, token),
            provider.ScopeOf(properties),
        };

        Assert.Equal($"p={Value}", echo.Seen);
        var text = System.Text.Json.JsonSerializer.Serialize(told);
        Assert.DoesNotContain(Value, text, StringComparison.Ordinal);
        Assert.Equal(10, text.Split("p=${secret:db}").Length - 1);
    }

    [Theory]
    [InlineData(
        "${secret:none}",
        "There is no secret 'none' for team 'default'. An admin of the team can add it (PUT /api/teams/default/secrets/none), or an operator can "
            + "set the environment variable KADENDE_SECRET_NONE"
    )]
    [InlineData("${secret:../db}", "'../db' cannot name a secret")]
    [InlineData("${secret:blue/db}", "'blue/db' cannot name a secret")]
    [InlineData("${secret:}", "'' cannot name a secret")]
    public async Task Validate_SecretThatIsNone_IsAFaultAtItsPlace(string text, string message)
    {
        var faults = await _bench
            .With(new EchoProvider())
            .ValidateAsync(EchoProvider.Properties(text), TestContext.Current.CancellationToken);

        var fault = Assert.Single(faults);
        Assert.Equal("a", fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SecretGoneSince_IsACredentialFailure()
    {
        File.Delete(_bench.File);

        await Assert.ThrowsAsync<CredentialException>(() =>
            _bench
                .With(new EchoProvider())
                .CreateAsync([Request(EchoProvider.Properties("${secret:db}"))], TestContext.Current.CancellationToken)
        );
    }

    private static readonly Dictionary<string, string> NoLabels = [];

    private static CreateRequest Request(System.Text.Json.JsonElement properties) =>
        new()
        {
            Token = "n-1",
            Properties = properties,
            Labels = NoLabels,
        };
}
