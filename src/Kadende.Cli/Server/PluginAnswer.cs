namespace Kadende.Cli.Server;

/// <summary>A plugin as the server tells of it.</summary>
/// <param name="Url">Where it is; null: it is installed.</param>
internal sealed record PluginAnswer(
    string Kind,
    string Name,
    IReadOnlyList<PluginAnswer.VersionAnswer> Versions,
    string? Url
)
{
    internal sealed record VersionAnswer(string Version, HealthAnswer? Health);

    /// <param name="State">Such as <c>Failing</c>.</param>
    /// <param name="Reason">Why it fails.</param>
    internal sealed record HealthAnswer(string State, string? Reason);
}
