namespace Kadende.Core.Access;

/// <summary>What a user may do in a team; each includes those before it.</summary>
public enum Role
{
    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Sets sizes, and does something with nodes and groups that are there.</summary>
    Operator,

    /// <summary>Creates, changes and deletes clusters.</summary>
    Editor,

    /// <summary>Runs the team.</summary>
    Admin,
}
