using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Plugins.DigitalOcean;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Kadende.TestKit.DigitalOcean;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.DigitalOcean;

/// <summary>The provider before a DigitalOcean of its own.</summary>
public sealed class DropletBench : IAsyncDisposable
{
    public const string Token = "dop_v1_planted-token";

    private readonly List<DigitalOceanProvider> _opened = [];

    private DropletBench(FakeDigitalOcean cloud)
    {
        Cloud = cloud;
        Group = new ProviderBench(() => Open(), Properties());
    }

    public FakeDigitalOcean Cloud { get; }

    public ProviderBench Group { get; }

    public IProvider Provider => Group.Provider;

    public static async Task<DropletBench> StartAsync() =>
        new(await FakeDigitalOcean.StartAsync(Token, TestContext.Current.CancellationToken));

    public DigitalOceanProvider Open(string token = Token)
    {
        var provider = new DigitalOceanProvider(
            Options.Create(
                new DigitalOceanOptions
                {
                    Endpoint = Cloud.Endpoint.ToString(),
                    Token = token,
                    RetryFrom = TimeSpan.FromMilliseconds(5),
                    RetryTo = TimeSpan.FromMilliseconds(50),
                }
            ),
            Options.Create(new ProbeOptions()),
            TimeProvider.System
        );
        _opened.Add(provider);
        return provider;
    }

    public static JsonElement Properties(params (string Name, JsonNode? Value)[] further)
    {
        var properties = new JsonObject { ["size"] = "s-1vcpu-1gb", ["sshKey"] = "mwas" };
        foreach (var (name, value) in further)
        {
            properties[name] = value;
        }

        return JsonSerializer.SerializeToElement(properties);
    }

    public async Task<CreateResult> CreateAsync(CreateRequest request) =>
        (await Provider.CreateAsync([request], TestContext.Current.CancellationToken))[0];

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(provider => provider.Dispose());
        await Cloud.DisposeAsync();
    }
}
