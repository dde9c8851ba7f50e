namespace Kadende.Sdk.Providers;

/// <summary>A machine as the provider sees it.</summary>
public sealed record Instance
{
    /// <summary>The provider's id; unique in the plugin, never used again for another machine.</summary>
    public required string Id { get; init; }

    public required InstanceState State { get; init; }

    /// <summary>All labels of the machine.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The fixed identity given at creation, or null.</summary>
    public string? LogicalId { get; init; }

    /// <summary>When the provider made it, or null when it does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Host name or IP address under which checks and tools reach it; null while it has none.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// Ports of the machine that are reached under another number at <see cref="Address"/>, as with a container's published ports.
    /// A port that is not in here is reached under its own number.
    /// </summary>
    public IReadOnlyDictionary<int, int> Ports { get; init; } = NoPorts;

    /// <summary>
    /// What else the provider tells a user, such as <c>pid</c> or <c>zone</c>. Must change only when the machine does: no clock
    /// readings, no counters.
    /// </summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = NoDetails;

    private static readonly IReadOnlyDictionary<int, int> NoPorts = new Dictionary<int, int>();
    private static readonly IReadOnlyDictionary<string, string> NoDetails = new Dictionary<string, string>(
        StringComparer.Ordinal
    );
}
