using Kadende.Plugins.Net;

namespace Kadende.Plugins.Tests.Net;

public sealed class HostNamesTests
{
    [Theory]
    [InlineData("plugins.example.org", "plugins.example.org", true)]
    [InlineData("plugins.example.org", "PLUGINS.example.org.", true)]
    [InlineData("plugins.example.org", "a.plugins.example.org", false)]
    [InlineData("*.example.org", "a.example.org", true)]
    [InlineData("*.example.org", "a.b.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", "badexample.org", false)]
    [InlineData("*.example.org", ".example.org", false)]
    [InlineData("*", "169.254.169.254", true)]
    [InlineData("[::1]", "::1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("", "example.org", false)]
    public void Contains_Host_IsTold(string pattern, string host, bool expected) =>
        Assert.Equal(expected, new HostNames([pattern]).Contains(host));
}
