using System.Text.Json;

namespace Kadende.Core.Specs;

/// <summary>One health check as the user wrote it, with the fields of its type checked.</summary>
/// <param name="Type">The health check plugin.</param>
/// <param name="Timeout">How long one answer may take.</param>
/// <param name="Properties">The whole check as an object, <c>type</c> and <c>timeout</c> included.</param>
public sealed record HealthCheckSpec(string Type, TimeSpan Timeout, JsonElement Properties);
