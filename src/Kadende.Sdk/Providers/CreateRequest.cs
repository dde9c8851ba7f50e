using System.Text.Json;

namespace Kadende.Sdk.Providers;

/// <summary>One machine to make.</summary>
public sealed record CreateRequest
{
    /// <summary>Idempotency key: 1-63 of lower-case letters, digits and <c>-</c>; unique for each machine that is ever wanted.</summary>
    public required string Token { get; init; }

    /// <summary>The group's <c>resourceProperties</c>, checked before.</summary>
    public required JsonElement Properties { get; init; }

    /// <summary>Labels that the machine must carry from its first moment, so that it is found again after a crash.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Boot script or user data; null when the spec has none.</summary>
    public string? Init { get; init; }

    /// <summary>The fixed identity of the machine, such as a host name; null when the group has a size instead of identities.</summary>
    public string? LogicalId { get; init; }
}
