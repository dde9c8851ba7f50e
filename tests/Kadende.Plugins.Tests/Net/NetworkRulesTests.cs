using System.Net;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.Tests.Net;

public sealed class NetworkRulesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.1")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("fd12:3456::1")]
    [InlineData("2002:0a01:0203::1")]
    [InlineData("64:ff9b::10.1.2.3")]
    public void IsForbidden_InsideGuarded_IsOpenedByNoWideNetwork(string address)
    {
        var rules = new NetworkRules(["0.0.0.0/0", "::/0"], [], isInsideGuarded: true);

        Assert.True(rules.IsForbidden(IPAddress.Parse(address)));
        Assert.False(rules.IsForbidden(IPAddress.Parse("192.0.2.1")));
        Assert.False(rules.IsForbidden(IPAddress.Parse("172.32.0.1")));
        Assert.False(rules.IsForbidden(IPAddress.Parse("2a00:1450::1")));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd00:ec2::23")]
    [InlineData("fd20:ce::254")]
    [InlineData("fd00:c1::a9fe:a9fe")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2001:0:5ef5:79fd:0:0:5601:5601")]
    public void IsForbidden_MetadataInAnyWriting_IsClosedToAll(string address)
    {
        Assert.True(new NetworkRules([], []).IsForbidden(IPAddress.Parse(address)));
        Assert.True(new NetworkRules(["0.0.0.0/0", "::/0", "fd00::/8"], []).IsForbidden(IPAddress.Parse(address)));
    }

    [Fact]
    public void IsForbidden_PrivateNetworkNamed_IsOpenWithoutItsMetadata()
    {
        var rules = new NetworkRules(["10.0.0.0/8", "fd00::/8", "100.64.0.0/10"], [], isInsideGuarded: true);

        Assert.False(rules.IsForbidden(IPAddress.Parse("10.1.2.3")));
        Assert.False(rules.IsForbidden(IPAddress.Parse("fd12::1")));
        Assert.True(rules.IsForbidden(IPAddress.Parse("fd00:ec2::254")));
        Assert.True(rules.IsForbidden(IPAddress.Parse("100.100.100.200")));
        Assert.True(rules.IsForbidden(IPAddress.Parse("192.168.0.1")));
    }

    [Fact]
    public void IsForbidden_ThisMachineNamed_IsOpen()
    {
        var rules = new NetworkRules(["127.0.0.0/8"], [], isInsideGuarded: true);

        Assert.False(rules.IsForbidden(IPAddress.Loopback));
        Assert.True(rules.IsForbidden(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void IsForbidden_InsideNotGuarded_IsOpen()
    {
        Assert.False(new NetworkRules([], []).IsForbidden(IPAddress.Loopback));
        Assert.False(new NetworkRules([], []).IsForbidden(IPAddress.Parse("10.1.2.3")));
    }
}
