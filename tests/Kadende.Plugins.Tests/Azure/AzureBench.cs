using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Plugins.Azure;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.AzureResourceManager;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Azure;

/// <summary>The provider against a fake Azure of its own.</summary>
public sealed class AzureBench(FakeAzure fake) : IAsyncDisposable
{
    private const string Token = "the-token-of-the-test";

    public FakeAzure Fake { get; } = fake;

    /// <param name="time">The clock of Azure alone; null: the system's.</param>
    public static async Task<AzureBench> StartAsync(TimeProvider? time = null) =>
        new(await FakeAzure.StartAsync(Token, time ?? TimeProvider.System, TestContext.Current.CancellationToken));

    public ValueTask DisposeAsync() => Fake.DisposeAsync();

    /// <param name="isTrusted">The settings name the fake; else its endpoint is a word of specs alone.</param>
    public AzureProvider Open(TimeSpan? createWait = null, bool isTrusted = true, ProbeOptions? networks = null) =>
        new(
            Options.Create(
                new AzureOptions
                {
                    Endpoints = isTrusted ? [Fake.Endpoint.ToString()] : [],
                    PollInterval = TimeSpan.FromMilliseconds(5),
                    RetryDelay = TimeSpan.FromMilliseconds(1),
                    CreateWait = createWait ?? TimeSpan.FromSeconds(5),
                    LongestPause = TimeSpan.FromSeconds(2),
                    ListDelay = TimeSpan.Zero,
                }
            ),
            Options.Create(networks ?? new ProbeOptions()),
            TimeProvider.System,
            _ => new FixedToken(Token)
        );

    /// <summary>Good properties, with changes: a field of null is left out.</summary>
    public string Properties(string changes = "{}")
    {
        var properties = new JsonObject
        {
            ["subscriptionId"] = FakeAzure.Subscription,
            ["resourceGroup"] = FakeAzure.Group,
            ["location"] = FakeCatalogue.Location,
            ["size"] = "Standard_B2s",
            ["image"] = "debian",
            ["sshPublicKey"] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI test",
            ["subnet"] = "default",
            ["virtualNetwork"] = "net",
            ["endpoint"] = Fake.Endpoint.ToString(),
        };
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            properties[name] = value?.DeepClone();
        }

        return new JsonObject(
            properties
                .Where(field => field.Value is not null)
                .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))
        ).ToJsonString();
    }

    public ProviderBench Group(string changes = "{}", TimeSpan? createWait = null)
    {
        var properties = Properties(changes);
        return new ProviderBench(() => Open(createWait), Json.Of(properties));
    }

    /// <summary>Why one machine was not made.</summary>
    public static async Task<ProviderException> RefusedAsync(ProviderBench group, CreateRequest? request = null)
    {
        var results = await group.Provider.CreateAsync(
            [request ?? group.Request()],
            TestContext.Current.CancellationToken
        );
        return Assert.IsType<CreateResult.Failed>(Assert.Single(results)).Failure;
    }

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(string changes) =>
        Open().ValidateAsync(Json.Of(Properties(changes)), TestContext.Current.CancellationToken);

    /// <summary>Looks until Azure holds so many machines, disks, interfaces and addresses together.</summary>
    public async Task UntilAsync(int resources)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (Fake.ResourceCount != resources)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20),
                "Something is left in Azure."
            );
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static JsonElement Element(JsonNode? node) => Json.Of(node?.ToJsonString() ?? "null");
}
