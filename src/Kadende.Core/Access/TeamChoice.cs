namespace Kadende.Core.Access;

/// <summary>Which team a request is about.</summary>
public abstract record TeamChoice
{
    private TeamChoice() { }

    public sealed record Chosen(string Team) : TeamChoice;

    /// <summary>The request must name one of these.</summary>
    public sealed record Ambiguous(IReadOnlyList<string> Teams) : TeamChoice;

    /// <summary>The caller belongs to no team.</summary>
    public sealed record NoTeam : TeamChoice;

    /// <summary>What the request names cannot be a team's name.</summary>
    public sealed record NotAName : TeamChoice;
}
