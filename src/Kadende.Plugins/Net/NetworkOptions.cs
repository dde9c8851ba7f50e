namespace Kadende.Plugins.Net;

/// <summary>Which networks may be reached: each entry is a network such as <c>10.0.0.0/8</c>, or a single address.</summary>
public sealed class NetworkOptions
{
    /// <summary>Empty: all that are not denied.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>They count before <see cref="Allow"/>.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];
}
