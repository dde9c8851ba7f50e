namespace Kadende.Core.Planning;

/// <summary>What applying a spec would do to a slot.</summary>
public enum PlannedActionKind
{
    Create,

    /// <summary>A new node comes, and the old one goes, in the order that the spec asks for.</summary>
    Replace,

    Delete,
}
