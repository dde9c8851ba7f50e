namespace Kadende.Core.Access;

/// <summary>What a request wants to do.</summary>
public enum CallerAction
{
    /// <summary>Look at clusters, nodes and events, or plan a spec.</summary>
    Read,

    /// <summary>Set the size of a group.</summary>
    SetSize,

    /// <summary>Do something with nodes and groups that are there: replace, hold, pause, free and the like.</summary>
    Operate,

    /// <summary>Create, change or delete a cluster.</summary>
    Edit,

    /// <summary>Run a team: its members, tokens, secrets and webhooks, and its audit.</summary>
    ManageTeam,

    /// <summary>Run the installation: its teams, users and quotas.</summary>
    ManageInstallation,

    /// <summary>Look at who one is, and see to one's own tokens.</summary>
    UseOwn,
}
