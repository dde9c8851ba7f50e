using System.Net;
using Kadende.Plugins.Aws;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.Aws;

public sealed class AwsFailuresTests
{
    [Theory]
    [InlineData("InsufficientInstanceCapacity", 500, typeof(NoCapacityException))]
    [InlineData("InsufficientFreeAddressesInSubnet", 400, typeof(NoCapacityException))]
    [InlineData("SpotMaxPriceTooLow", 400, typeof(NoCapacityException))]
    [InlineData("InstanceLimitExceeded", 400, typeof(QuotaExceededException))]
    [InlineData("VcpuLimitExceeded", 400, typeof(QuotaExceededException))]
    [InlineData("MaxSpotInstanceCountExceeded", 400, typeof(QuotaExceededException))]
    [InlineData("RequestLimitExceeded", 503, typeof(ThrottledException))]
    [InlineData("Throttling", 400, typeof(ThrottledException))]
    [InlineData("UnauthorizedOperation", 403, typeof(CredentialException))]
    [InlineData("AuthFailure", 401, typeof(CredentialException))]
    [InlineData("ExpiredToken", 400, typeof(CredentialException))]
    [InlineData("InvalidAMIID.NotFound", 400, typeof(RequestRejectedException))]
    [InlineData("InvalidParameterValue", 400, typeof(RequestRejectedException))]
    [InlineData("Unsupported", 400, typeof(RequestRejectedException))]
    [InlineData("AnErrorOfNextYear", 400, typeof(RequestRejectedException))]
    [InlineData("InvalidInstanceID.NotFound", 400, typeof(InstanceGoneException))]
    [InlineData("InvalidInstanceID.Malformed", 400, typeof(InstanceGoneException))]
    [InlineData("IdempotentParameterMismatch", 400, typeof(ProviderUnavailableException))]
    [InlineData("InternalError", 500, typeof(ProviderUnavailableException))]
    [InlineData("Unavailable", 503, typeof(ProviderUnavailableException))]
    [InlineData("AnErrorOfNextYear", 500, typeof(ProviderUnavailableException))]
    [InlineData("AnErrorOfNextYear", 0, typeof(ProviderUnavailableException))]
    [InlineData(null, 0, typeof(ProviderUnavailableException))]
    [InlineData(null, 400, typeof(ProviderUnavailableException))]
    [InlineData("", 502, typeof(ProviderUnavailableException))]
    [InlineData(null, 429, typeof(ThrottledException))]
    [InlineData(null, 403, typeof(CredentialException))]
    public void Of_Code_IsOneReaction(string? code, int status, Type reaction) =>
        Assert.IsType(reaction, AwsFailures.Of(code, (HttpStatusCode)status, "No."));

    [Fact]
    public void Of_Throttling_SaysHowLongToWait()
    {
        var failure = AwsFailures.Of("RequestLimitExceeded", HttpStatusCode.ServiceUnavailable, "Slower.");

        Assert.True(Assert.IsType<ThrottledException>(failure).RetryAfter > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("InvalidAMIID.NotFound", "image")]
    [InlineData("InvalidKeyPair.NotFound", "key")]
    [InlineData("InvalidSubnetID.NotFound", "subnets")]
    [InlineData("InvalidGroup.NotFound", "securityGroups")]
    [InlineData("InvalidParameterValue", "")]
    [InlineData(null, "")]
    public void FaultPath_Code_IsTheProperty(string? code, string path) => Assert.Equal(path, AwsFaultPaths.Of(code));
}
