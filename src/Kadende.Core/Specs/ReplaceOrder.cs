namespace Kadende.Core.Specs;

/// <summary>Which comes first when a node is replaced.</summary>
public enum ReplaceOrder
{
    /// <summary>The new node is healthy before the old one goes.</summary>
    LaunchFirst,

    /// <summary>The old node goes before the new one is made.</summary>
    TerminateFirst,
}
