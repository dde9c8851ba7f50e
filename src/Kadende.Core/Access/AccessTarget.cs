namespace Kadende.Core.Access;

/// <summary>On what a request acts.</summary>
public abstract record AccessTarget
{
    private AccessTarget() { }

    /// <summary>A team and everything in it.</summary>
    public sealed record Team(string Name) : AccessTarget;

    /// <summary>What belongs to no team.</summary>
    public sealed record Installation : AccessTarget;

    /// <summary>The caller's own.</summary>
    public sealed record Own : AccessTarget;
}
