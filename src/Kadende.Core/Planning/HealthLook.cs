namespace Kadende.Core.Planning;

/// <summary>What all checks of a node together said in one look.</summary>
public abstract record HealthLook
{
    private HealthLook() { }

    public sealed record Good : HealthLook;

    public sealed record Bad(string Reason) : HealthLook;

    /// <summary>Nothing can be said; counts neither way.</summary>
    public sealed record Unclear(string Reason) : HealthLook;
}
