using System.Text.Json;

namespace Kadende.Core.Specs;

/// <summary>One health check as the user wrote it. Its own fields are for its plugin to judge.</summary>
/// <param name="Type">The health check plugin.</param>
/// <param name="Timeout">How long one answer may take.</param>
/// <param name="Properties">The check's own fields, an object without <c>type</c> and <c>timeout</c>.</param>
/// <param name="Marks">
/// Where each value of the check stands, by its path below it (<c>port</c>, <c>type</c>; empty: the whole check).
/// </param>
public sealed record HealthCheckSpec(
    string Type,
    TimeSpan Timeout,
    JsonElement Properties,
    IReadOnlyDictionary<string, SpecMark> Marks
);
