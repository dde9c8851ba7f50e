namespace Kadende.Plugins.Tests.ByUrl;

public sealed class NodeOverSocketConformance : NodePluginConformance
{
    protected override string ListenIn(string directory) => $"unix:{directory}/instance-node";
}
