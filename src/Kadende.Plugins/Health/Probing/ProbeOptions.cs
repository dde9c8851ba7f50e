using System.ComponentModel.DataAnnotations;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.Health.Probing;

/// <summary>Which networks checks, SSH and the endpoints that specs name may reach. Section <c>Kadende:Probes</c>.</summary>
public sealed class ProbeOptions : IValidatableObject
{
    public const string Section = "Kadende:Probes";

    /// <summary>Networks such as <c>10.0.0.0/8</c> or single addresses; empty: all that are not denied.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Networks or single addresses; they count before <see cref="Allow"/>.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    internal NetworkRules Rules => new(Allow, Deny);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        NetworkRules.Faults(Section, nameof(Allow), Allow).Concat(NetworkRules.Faults(Section, nameof(Deny), Deny));
}
