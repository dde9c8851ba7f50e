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

    /// <summary>
    /// Spreads the machines of a group: slots that follow each other have numbers that do, and a try after a refusal has the number after
    /// its last. A provider with N zones or hosts to choose from takes the one at this number modulo N. Never negative; the same on every
    /// call with one token.
    /// </summary>
    public int Spread { get; init; }

    /// <summary>
    /// When it was asked for first, if earlier calls with this token were not answered, or not so that it is known what came of them: one
    /// of them may still be under way, here or on another host. Null on the first call.
    /// </summary>
    public DateTimeOffset? UnansweredSince { get; init; }
}
