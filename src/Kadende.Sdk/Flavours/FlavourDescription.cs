namespace Kadende.Sdk.Flavours;

/// <summary>What a flavour plugin is.</summary>
/// <param name="Name">The word that specs use in <c>flavours[].name</c>.</param>
/// <param name="Version">Semantic version of the plugin.</param>
/// <param name="Summary">One sentence for users.</param>
/// <param name="PropertiesSchema">JSON Schema (as text) of the flavour's <c>properties</c>; its root is an object.</param>
public sealed record FlavourDescription(string Name, string Version, string Summary, string PropertiesSchema)
{
    /// <summary>It configures machines after they boot; else nodes count as configured at once.</summary>
    public bool Provisions { get; init; }

    /// <summary>It judges machines.</summary>
    public bool Checks { get; init; }

    /// <summary>It takes machines out of work before they go.</summary>
    public bool Drains { get; init; }

    /// <summary>How long one call may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Its calls need to know the cluster's other nodes: <see cref="FlavourCall.Peers"/> is empty without it.</summary>
    public bool NeedsPeers { get; init; }
}
