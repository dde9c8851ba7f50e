using Kadende.Functions.Passes;

namespace Kadende.Functions.Tests.Settings;

/// <summary>Every class that settings are bound to: the one place to add to when there is another.</summary>
internal static class BoundOptions
{
    public static readonly IReadOnlyList<Bound> All = [new(PassLaunchOptions.Section, typeof(PassLaunchOptions), [])];

    /// <summary>Settings of the Functions host, not ours.</summary>
    public static readonly IReadOnlyList<string> OfTheHost = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"];

    /// <param name="LeftOut">Properties that the sample does not show, as they make no sense on one's own machine.</param>
    public sealed record Bound(string Section, Type Options, IReadOnlyList<string> LeftOut);
}
