using Kadende.Sdk.Flavours;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>What a flavour does.</summary>
/// <param name="Provisions">It configures machines after they boot.</param>
/// <param name="Judges">It judges machines.</param>
/// <param name="Drains">It takes machines out of work before they go.</param>
public sealed record FlavourCapabilitiesView(bool Provisions, bool Judges, bool Drains)
{
    internal static FlavourCapabilitiesView Of(FlavourDescription description) =>
        new(description.Provisions, description.Checks, description.Drains);
}
