namespace Kadende.Core.Access;

/// <summary>Whether a caller may do something in a team.</summary>
public abstract record AccessDecision
{
    private AccessDecision() { }

    public sealed record Allowed : AccessDecision;

    /// <summary>The caller sees the team but may not do this; the message says what is needed.</summary>
    public sealed record Refused(string Message) : AccessDecision;

    /// <summary>The team is foreign to the caller: everything in it must look as if it did not exist.</summary>
    public sealed record Hidden : AccessDecision;
}
