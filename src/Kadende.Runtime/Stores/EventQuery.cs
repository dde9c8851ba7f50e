using Kadende.Core.Events;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

/// <summary>Which events to read, oldest first.</summary>
public sealed record EventQuery
{
    /// <summary>Only events behind this event id or page cursor.</summary>
    public string? After { get; init; }

    /// <summary>Only events written at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }

    public GroupPath? Group { get; init; }

    public string? Node { get; init; }

    public EventKind? Kind { get; init; }

    /// <summary>1 to 1000.</summary>
    public int Size { get; init; } = 100;
}
