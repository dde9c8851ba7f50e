using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Processes;

/// <summary>What came of writing a node down.</summary>
internal abstract record PreparedNode
{
    private PreparedNode() { }

    public sealed record Ready(NodeFolder Folder, NodeRecord Record) : PreparedNode;

    public sealed record Refused(ProviderException Failure) : PreparedNode;
}
