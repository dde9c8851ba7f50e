namespace Kadende.Core.Access;

/// <summary>The most that a team may have; null: what the settings say for every team.</summary>
public sealed record TeamQuotas
{
    public int? Clusters { get; init; }

    /// <summary>Groups that hold machines, in all clusters together.</summary>
    public int? Groups { get; init; }

    /// <summary>Machines that the specs ask for, in all clusters together.</summary>
    public int? Nodes { get; init; }

    /// <summary>Machines that are begun within an hour, replacements too.</summary>
    public int? CreatesPerHour { get; init; }

    /// <summary>These bounds, and the usual ones where there are none.</summary>
    public TeamQuotas Or(TeamQuotas usual) =>
        new()
        {
            Clusters = Clusters ?? usual.Clusters,
            Groups = Groups ?? usual.Groups,
            Nodes = Nodes ?? usual.Nodes,
            CreatesPerHour = CreatesPerHour ?? usual.CreatesPerHour,
        };

    /// <summary>Whether anything bounds what specs ask for.</summary>
    public bool BoundsSpecs => Clusters is not null || Groups is not null || Nodes is not null;
}
