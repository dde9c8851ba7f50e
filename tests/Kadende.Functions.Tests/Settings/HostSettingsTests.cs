using System.Text.Json;
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
    public void Durable_IdleQueues_ArePolledOftenEnoughForAPassAtOnce()
    {
        var durable = Host.GetProperty("extensions").GetProperty("durableTask");
        var polling = durable.GetProperty("storageProvider").GetProperty("maxQueuePollingInterval").GetString()!;

        Assert.InRange(
            TimeSpan.Parse(polling, System.Globalization.CultureInfo.InvariantCulture),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(2)
        );
    }
}
