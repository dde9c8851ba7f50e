namespace Kadende.Plugins.Simulated;

/// <summary>What goes wrong in a simulated cloud, and how slow it is. The defaults: nothing, and no time at all.</summary>
public sealed record SimulatedFaults
{
    /// <summary>How long every call takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long a machine is <c>Starting</c>.</summary>
    public TimeSpan BootTime { get; init; }

    /// <summary>How long a machine is <c>Terminating</c>.</summary>
    public TimeSpan DeleteTime { get; init; }

    /// <summary>How many machines the cloud may hold; null: any number.</summary>
    public int? Quota { get; init; }

    /// <summary>How many machines there is room for in a zone; a zone that is not named has room for any number.</summary>
    public IReadOnlyDictionary<string, int> Capacity { get; init; } =
        new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How long a new machine is not listed, and a removed one still is.</summary>
    public TimeSpan ListLag { get; init; }

    /// <summary>Times in which every call fails with <see cref="Sdk.Failures.ProviderUnavailableException"/>.</summary>
    public IReadOnlyList<SimulatedOutage> Outages { get; init; } = [];

    /// <summary>How many calls a second are answered; those beyond are throttled until the second is over. Null: any number.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>The share of creations that are refused, from 0 to 1.</summary>
    public double FailRate { get; init; }
}

/// <summary>A time in which the cloud does not answer.</summary>
/// <param name="Until">The first moment after it.</param>
public sealed record SimulatedOutage(DateTimeOffset From, DateTimeOffset Until);
