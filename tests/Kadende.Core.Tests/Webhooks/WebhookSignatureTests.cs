using System.Text;
using Kadende.Core.Webhooks;
using Xunit;

namespace Kadende.Core.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    /// <summary>The example that the libraries of Standard Webhooks are tested with.</summary>
    [Fact]
    public void Of_TheExampleOfTheLibraries_IsTheirs()
    {
        var signature = WebhookSignature.Of(
            [Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")],
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            DateTimeOffset.FromUnixTimeSeconds(1_614_265_330),
            Encoding.UTF8.GetBytes("{\"test\": 2432232314}")
        );

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void Of_TwoKeys_IsASignatureOfEach()
    {
        byte[] one = [1];
        byte[] other = [2];
        var at = DateTimeOffset.UnixEpoch;

        var both = WebhookSignature.Of([one, other], "e1", at, [3]);

        Assert.Equal(
            $"{WebhookSignature.Of([one], "e1", at, [3])} {WebhookSignature.Of([other], "e1", at, [3])}",
            both
        );
    }
}
