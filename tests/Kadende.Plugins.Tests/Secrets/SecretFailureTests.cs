using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Secrets;

public sealed class SecretFailureTests : IDisposable
{
    private readonly SecretBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task EveryFailure_ThatTellsASecret_IsOfTheSameKindWithoutIt()
    {
        Func<string, Exception>[] failures =
        [
            text => new QuotaExceededException(text),
            text => new NoCapacityException(text),
            text => new CredentialException(text),
            text => new RequestRejectedException(text),
            text => new InstanceGoneException(text),
            text => new ThrottledException(text, TimeSpan.FromSeconds(7)),
            text => new ProviderUnavailableException("Below.", new IOException(text)),
            text => new InvalidOperationException(text),
        ];

        var met = new List<Exception>();
        foreach (var failure in failures)
        {
            met.Add(
                await Assert.ThrowsAnyAsync<Exception>(() =>
                    _bench
                        .With(new EchoProvider { Fails = failure })
                        .LabelAsync(
                            new LabelRequest(
                                "m1",
                                EchoProvider.Properties("${secret:db}"),
                                new Dictionary<string, string>()
                            ),
                            TestContext.Current.CancellationToken
                        )
                )
            );
        }

        Assert.All(
            met,
            failure => Assert.DoesNotContain(SecretBench.Value, failure.ToString(), StringComparison.Ordinal)
        );
        Assert.Equal(
            [
                typeof(QuotaExceededException),
                typeof(NoCapacityException),
                typeof(CredentialException),
                typeof(RequestRejectedException),
                typeof(InstanceGoneException),
                typeof(ThrottledException),
                typeof(ProviderUnavailableException),
                typeof(ProviderUnavailableException),
            ],
            met.Select(failure => failure.GetType())
        );
        Assert.Equal(TimeSpan.FromSeconds(7), ((ThrottledException)met[5]).RetryAfter);
    }
}
