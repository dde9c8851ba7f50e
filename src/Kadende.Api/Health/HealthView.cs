namespace Kadende.Api.Health;

/// <summary>How the host is.</summary>
internal sealed record HealthView(string Status);
