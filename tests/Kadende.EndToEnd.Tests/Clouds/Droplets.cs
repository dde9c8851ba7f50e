using System.Globalization;
using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.DigitalOcean;

namespace Kadende.EndToEnd.Tests.Clouds;

/// <summary>A DigitalOcean of a test's own.</summary>
internal sealed class Droplets : IAsyncDisposable
{
    private const string Token = "dop_v1_of_a_test";

    private readonly FakeDigitalOcean _cloud;

    private Droplets(FakeDigitalOcean cloud) => _cloud = cloud;

    /// <summary>The settings that lead Kadende here.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings =>
        [
            ("Kadende:Plugins:DigitalOcean:Endpoint", _cloud.Endpoint.ToString()),
            ("Kadende:Plugins:DigitalOcean:Token", Token),
            ("Kadende:Plugins:DigitalOcean:ListDelay", "00:00:01"),
        ];

    /// <summary>The ids of the droplets that exist.</summary>
    public IReadOnlyList<string> Machines =>
        [
            .. _cloud
                .Droplets.All.Select(droplet => droplet.Id.ToString(CultureInfo.InvariantCulture))
                .Order(StringComparer.Ordinal),
        ];

    public static async Task<Droplets> OpenAsync() => new(await FakeDigitalOcean.StartAsync(Token, Deadline.Token));

    public void Destroy(string machine) => _cloud.Droplets.Remove(machine);

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();
}
