using System.Net;
using Kadende.Plugins.Health.Probing;

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
        Assert.Equal(forbidden, ProbeTargets.IsForbidden(IPAddress.Parse(address)));
}
