namespace Kadende.Api.Access;

/// <summary>How a route says on what it acts.</summary>
internal enum AccessPlace
{
    /// <summary>In the team that <c>?team=</c> names, or the caller's only one.</summary>
    TeamOfQuery,

    /// <summary>In the team that the path names as <c>{team}</c>.</summary>
    TeamOfPath,

    /// <summary>On the installation as a whole.</summary>
    Installation,

    /// <summary>On what is the caller's own.</summary>
    Own,
}
