using System.ComponentModel.DataAnnotations;
using Kadende.Core.Access;

namespace Kadende.Runtime.Access.Quotas;

/// <summary>The most that a team may have for which no administrator said otherwise. Section <c>Kadende:Quotas</c>; null: no bound.</summary>
public sealed class QuotaOptions
{
    public const string Section = "Kadende:Quotas";

    [Range(0, int.MaxValue)]
    public int? Clusters { get; init; }

    [Range(0, int.MaxValue)]
    public int? Groups { get; init; }

    [Range(0, int.MaxValue)]
    public int? Nodes { get; init; }

    [Range(1, int.MaxValue)]
    public int? CreatesPerHour { get; init; }

    internal TeamQuotas Usual =>
        new()
        {
            Clusters = Clusters,
            Groups = Groups,
            Nodes = Nodes,
            CreatesPerHour = CreatesPerHour,
        };
}
