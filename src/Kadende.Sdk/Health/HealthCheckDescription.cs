namespace Kadende.Sdk.Health;

/// <summary>What a health check plugin is.</summary>
/// <param name="Name">The word that specs use in <c>health.checks[].type</c>.</param>
/// <param name="Summary">One sentence for users.</param>
public sealed record HealthCheckDescription(string Name, string Summary);
