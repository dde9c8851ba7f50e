namespace Kadende.Plugins.Tests.ByUrl;

public sealed class NodeOverTcpConformance : NodePluginConformance
{
    protected override string ListenIn(string directory) => "127.0.0.1:0";
}
