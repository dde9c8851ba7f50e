using System.ComponentModel.DataAnnotations;
using System.Net;
using Kadende.Plugins.Health.Probing;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Health;

public sealed class ProbeTargetsTests
{
    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("169.254.0.1", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("64:ff9b::a9fe:a9fe", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("fe80::1", true)]
    [InlineData("febf::1", true)]
    [InlineData("168.63.129.16", true)]
    [InlineData("100.100.100.200", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("169.253.255.255", false)]
    [InlineData("64:ff9b::0a00:1", false)]
    [InlineData("fd00:ec2::253", false)]
    public void IsForbidden_Address_IsTold(string address, bool forbidden) =>
        Assert.Equal(forbidden, Probes.Anywhere.IsForbidden(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("10.9.0.1", true)]
    [InlineData("192.168.0.7", false)]
    [InlineData("192.168.0.8", true)]
    [InlineData("fd00::1", true)]
    [InlineData("169.254.169.254", true)]
    public void IsForbidden_ListsAreSet_DeniedCountsFirstAndOnlyTheAllowedIsReached(string address, bool forbidden) =>
        Assert.Equal(
            forbidden,
            With(["10.0.0.0/8", "192.168.0.7"], ["10.9.0.0/16"]).IsForbidden(IPAddress.Parse(address))
        );

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("169.254.0.0/15", true)]
    [InlineData("169.254.0.0/16", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("169.254.1.0/24", true)]
    public void IsForbidden_MetadataService_IsReachedOnlyByAnEntryForIt(string allowed, bool forbidden) =>
        Assert.Equal(forbidden, With([allowed], []).IsForbidden(IPAddress.Parse("169.254.169.254")));

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10")]
    [InlineData("")]
    [InlineData("web.example")]
    public void Validate_NoNetwork_SaysWhichAndHowToWriteIt(string text)
    {
        var fault = Assert.Single(
            new ProbeOptions { Deny = ["10.0.0.0/8", text] }.Validate(new ValidationContext(this))
        );

        Assert.StartsWith(
            $"Kadende:Probes:Deny:1 '{text}' is no network",
            fault.ErrorMessage,
            StringComparison.Ordinal
        );
    }

    private static ProbeTargets With(IReadOnlyList<string> allow, IReadOnlyList<string> deny) =>
        new(Options.Create(new ProbeOptions { Allow = allow, Deny = deny }));
}
