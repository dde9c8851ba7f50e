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
}
