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
    public void IsForbidden_ThisMachineGuarded_IsOpenedByNoWideNetwork(string address)
    {
        var rules = new NetworkRules(["0.0.0.0/0", "::/0"], [], isLoopbackGuarded: true);

        Assert.True(rules.IsForbidden(IPAddress.Parse(address)));
        Assert.False(rules.IsForbidden(IPAddress.Parse("192.0.2.1")));
    }

    [Fact]
    public void IsForbidden_ThisMachineNamed_IsOpen()
    {
        var rules = new NetworkRules(["127.0.0.0/8"], [], isLoopbackGuarded: true);

        Assert.False(rules.IsForbidden(IPAddress.Loopback));
        Assert.True(rules.IsForbidden(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void IsForbidden_ThisMachineNotGuarded_IsOpen() =>
        Assert.False(new NetworkRules([], []).IsForbidden(IPAddress.Loopback));
}
