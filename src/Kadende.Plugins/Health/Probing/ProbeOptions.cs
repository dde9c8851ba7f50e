using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Kadende.Plugins.Health.Probing;

/// <summary>Which networks checks and SSH may reach. Section <c>Kadende:Probes</c>.</summary>
public sealed class ProbeOptions : IValidatableObject
{
    public const string Section = "Kadende:Probes";

    /// <summary>Networks such as <c>10.0.0.0/8</c> or single addresses; empty: all that are not denied.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Networks or single addresses; they count before <see cref="Allow"/>.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Faults(nameof(Allow), Allow).Concat(Faults(nameof(Deny), Deny));

    /// <summary>Reads a network, or a single address as the network that has it alone.</summary>
    internal static IPNetwork? Parse(string text)
    {
        // A number alone would be read as an address too.
        var isWhole = text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3;
        if (isWhole && IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) ? network : null;
    }

    private static IEnumerable<ValidationResult> Faults(string list, IReadOnlyList<string> networks) =>
        networks
            .Select((text, index) => (text, index))
            .Where(entry => Parse(entry.text) is null)
            .Select(entry => new ValidationResult(
                $"{Section}:{list}:{entry.index} '{entry.text}' is no network: write the first address of the network and the length "
                    + "of its prefix, such as 10.0.0.0/8 or fd00::/8, or a single address.",
                [list]
            ));
}
