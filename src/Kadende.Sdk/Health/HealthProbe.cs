using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Sdk.Health;

/// <summary>One question to one machine.</summary>
/// <param name="Instance">The machine; its <see cref="Instance.Address"/> and <see cref="Instance.Ports"/> say how to reach it.</param>
/// <param name="Check">The check as the user wrote it, an object with <c>type</c> and the plugin's own fields, validated before.</param>
/// <param name="Timeout">How long the answer may take.</param>
public sealed record HealthProbe(Instance Instance, JsonElement Check, TimeSpan Timeout);
