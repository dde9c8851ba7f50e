using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Sdk.Health;

/// <summary>One question to one machine.</summary>
/// <param name="Instance">The machine; its <see cref="Instance.Address"/> and <see cref="Instance.Ports"/> say how to reach it.</param>
/// <param name="Check">The check's own fields as the user wrote them, an object that fits the schema; without <c>type</c> and <c>timeout</c>.</param>
/// <param name="Timeout">How long the answer may take.</param>
public sealed record HealthProbe(Instance Instance, JsonElement Check, TimeSpan Timeout);
