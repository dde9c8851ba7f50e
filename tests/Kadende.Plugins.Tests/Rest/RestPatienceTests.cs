using System.Globalization;
using CsCheck;
using Kadende.Plugins.Rest;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Rest;

public sealed class RestPatienceTests
{
    private static readonly RestPatience Patience = new(4, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    [Theory]
    [InlineData(1, null, 1.0)]
    [InlineData(2, null, 2.0)]
    [InlineData(3, null, 3.0)]
    [InlineData(4, null, null)]
    [InlineData(1, 2.0, 2.0)]
    [InlineData(2, 0.5, 2.0)]
    [InlineData(1, 3.5, null)]
    public void WaitAfter_Attempt_GrowsWithinItsBounds(int attempt, double? asked, double? expected) =>
        Assert.Equal(
            expected,
            Patience.WaitAfter(attempt, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null)?.TotalSeconds
        );

    [Theory]
    [InlineData(4999, 0)]
    [InlineData(21, 0)]
    [InlineData(20, 2)]
    [InlineData(0, 2)]
    public void Pace_CallsLeft_SlowsDownNearTheEnd(int remaining, double seconds)
    {
        var time = new FakeTimeProvider();
        var pace = new RestPace(time);

        pace.Learn(Headers(remaining, time.GetUtcNow().AddHours(1)));

        Assert.Equal(seconds, pace.Wait().TotalSeconds);
    }

    [Fact]
    public void Pace_AfterTheReset_IsFullAgain()
    {
        var time = new FakeTimeProvider();
        var pace = new RestPace(time);
        pace.Learn(Headers(0, time.GetUtcNow().AddSeconds(10)));

        time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(TimeSpan.Zero, pace.Wait());
    }

    [Fact]
    public void LabelText_AnyText_ComesBackExactly() =>
        Gen.String.Sample(text =>
        {
            var encoded = LabelText.Encode(text);

            Assert.Equal(text, LabelText.Decode(encoded));
            Assert.Matches("^[a-z0-9_-]*$", encoded);
        });

    [Fact]
    public void LabelText_AnythingThatDecodes_IsItsOnlyEncoding() =>
        Gen.String[Gen.Char["abcdef0123456789u_-"], 0, 12]
            .Sample(encoded =>
                Assert.True(LabelText.Decode(encoded) is not { } text || LabelText.Encode(text) == encoded)
            );

    [Theory]
    [InlineData("https://api.example.com", true)]
    [InlineData("https://api.example.com/base", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://api.example.com", false)]
    [InlineData("http://localhost.example.com", false)]
    [InlineData("https://user:pass@api.example.com", false)]
    [InlineData("https://api.example.com/?x=1", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("api.example.com", false)]
    [InlineData("", false)]
    public void Endpoint_Text_MustKeepTheCredentialSafe(string text, bool isGood) =>
        Assert.Equal(isGood, RestEndpoint.TryParse(text, out _));

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(int remaining, DateTimeOffset reset)
    {
        var headers = new HttpResponseMessage().Headers;
        headers.Add("ratelimit-remaining", remaining.ToString(CultureInfo.InvariantCulture));
        headers.Add("ratelimit-reset", reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return headers;
    }
}
