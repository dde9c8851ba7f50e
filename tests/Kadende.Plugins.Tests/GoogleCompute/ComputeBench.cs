using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Plugins.GoogleCompute;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Kadende.TestKit.GoogleCompute;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.GoogleCompute;

/// <summary>The provider before a Compute Engine of its own.</summary>
public sealed class ComputeBench : IAsyncDisposable
{
    private readonly List<GoogleComputeProvider> _opened = [];

    private ComputeBench(FakeGoogleCompute cloud)
    {
        Cloud = cloud;
        Group = new ProviderBench(() => Open(), Properties());
    }

    public FakeGoogleCompute Cloud { get; }

    public ProviderBench Group { get; }

    public IProvider Provider => Group.Provider;

    public static async Task<ComputeBench> StartAsync() =>
        new(await FakeGoogleCompute.StartAsync(TestContext.Current.CancellationToken));

    public GoogleComputeProvider Open(TimeSpan? operationTimeout = null)
    {
        var provider = new GoogleComputeProvider(
            Options.Create(
                new GoogleComputeOptions
                {
                    RetryFrom = TimeSpan.FromMilliseconds(5),
                    RetryTo = TimeSpan.FromMilliseconds(50),
                    OperationTimeout = operationTimeout ?? TimeSpan.FromSeconds(10),
                }
            ),
            Options.Create(new ProbeOptions()),
            TimeProvider.System
        );
        _opened.Add(provider);
        return provider;
    }

    public JsonElement Properties(params (string Name, JsonNode? Value)[] further)
    {
        var properties = new JsonObject
        {
            ["endpoint"] = Cloud.Endpoint.ToString(),
            ["credentials"] = Cloud.Credentials,
        };
        foreach (var (name, value) in further)
        {
            properties[name] = value;
        }

        return JsonSerializer.SerializeToElement(properties);
    }

    public JsonElement Properties(string further) =>
        Properties([.. JsonNode.Parse(further)!.AsObject().Select(field => (field.Key, field.Value?.DeepClone()))]);

    public async Task<CreateResult> CreateAsync(CreateRequest request) =>
        (await Provider.CreateAsync([request], TestContext.Current.CancellationToken))[0];

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(provider => provider.Dispose());
        await Cloud.DisposeAsync();
    }
}
