using System.Globalization;
using System.Text.Json;
using Kadende.Functions.Passes;
using Xunit;

namespace Kadende.Functions.Tests.Settings;

/// <summary>What the app relies on in <c>host.json</c>.</summary>
public sealed class HostSettingsTests
{
    private static readonly JsonElement Host = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Settings", "host.json")))
        .RootElement;

    [Fact]
    public void Http_Routes_HaveNoPrefix() =>
        Assert.Equal("", Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void Durable_IdleQueues_ArePolledOftenEnoughForAPassAtOnce() =>
        Assert.InRange(Storage("maxQueuePollingInterval"), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    /// <summary>
    /// What a host that crashed had taken comes back after this time. Durable takes it longer every 30 to 35 seconds while it works: less
    /// would run things twice all the time.
    /// </summary>
    [Theory]
    [InlineData("controlQueueVisibilityTimeout")]
    [InlineData("workItemQueueVisibilityTimeout")]
    public void Durable_WorkOfAHostThatCrashed_ComesBackSoon(string setting) =>
        Assert.InRange(Storage(setting), TimeSpan.FromSeconds(45), TimeSpan.FromMinutes(2));

    [Fact]
    public void Function_ThatStillRuns_IsNoStuckPass() =>
        Assert.True(
            TimeSpan.Parse(Host.GetProperty("functionTimeout").GetString() ?? "", CultureInfo.InvariantCulture)
                < new PassLaunchOptions().StuckAfter
        );

    private static TimeSpan Storage(string setting) =>
        TimeSpan.Parse(
            Host.GetProperty("extensions")
                .GetProperty("durableTask")
                .GetProperty("storageProvider")
                .GetProperty(setting)
                .GetString()
                ?? "",
            CultureInfo.InvariantCulture
        );
}
