namespace Kadende.Sdk.Health;

/// <summary>What a health check plugin is.</summary>
/// <param name="Name">The word that specs use in <c>health.checks[].type</c>.</param>
/// <param name="Summary">One sentence for users.</param>
/// <param name="PropertiesSchema">
/// JSON Schema (as text) of the check's own fields; its root is an object. <c>type</c> and <c>timeout</c> belong to the caller and are
/// not in it.
/// </param>
public sealed record HealthCheckDescription(string Name, string Summary, string PropertiesSchema)
{
    /// <summary>Semantic version of the plugin.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>The check judges by <see cref="HealthProbe.LastHeartbeat"/>, which is read only for checks that say so.</summary>
    public bool ReadsHeartbeats { get; init; }
}
