namespace Kadende.Core.Planning;

/// <summary>What all checks of a node together said in one look.</summary>
public abstract record HealthLook
{
    private HealthLook() { }

    public sealed record Good : HealthLook;

    /// <param name="Reason">What is wrong, for users.</param>
    /// <param name="Check">The types of the checks that said so, such as <c>http</c> or <c>http, tcp</c>.</param>
    public sealed record Bad(string Reason, string? Check = null) : HealthLook;

    /// <summary>Nothing can be said; counts neither way.</summary>
    /// <param name="Reason">Why, for users.</param>
    /// <param name="Check">The types of the checks that could say nothing, such as <c>command</c>.</param>
    public sealed record Unclear(string Reason, string? Check = null) : HealthLook;
}
