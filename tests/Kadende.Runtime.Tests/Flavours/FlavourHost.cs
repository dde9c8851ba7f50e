using Kadende.Core.Clusters;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins;
using Kadende.Runtime.Flavours;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Kadende.Runtime.Tests.Flavours;

/// <summary>A host with one flavour, and one node of a group that names it.</summary>
internal sealed class FlavourHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private readonly IFlavour _flavour;

    public FlavourHost(AzuriteStore store, TimeProvider clock, IFlavour flavour)
    {
        _flavour = flavour;
        var nothing = new ConfigurationBuilder().Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock)
            .AddSingleton(store.Clusters)
            .AddSingleton(store.Logs)
            .AddKadendePlugins(nothing)
            .AddKadendePasses(nothing)
            .BuildServiceProvider();
    }

    public static Node Node => StoreSamples.Slot("0").Nodes[0] with { InstanceId = "i-1" };

    /// <param name="name">The flavour that the group names.</param>
    public Task<FlavourAnswer> ProvisionAsync(string name, CancellationToken cancellationToken)
    {
        var spec = Spec(name);
        var rows = new ClusterRows(new(StoreSamples.Cluster("c1"), "x"), []);
        var found = _flavour.Description.Name == name ? _flavour : null;
        var source = new GroupSource(new SourceKey(1, 0), spec.Groups[0], null, [found], SourceFacts.Lost);
        return _services
            .GetRequiredService<FlavourCalls>()
            .CallAsync<FlavourAnswer>(
                new FlavourRound(new Round(rows, spec), _services.GetRequiredService<FlavourPeers>(), 0),
                new FlavourTarget("0", Node, FlavourNodes.Recorded(Node), source),
                0,
                (flavour, call, token) => flavour.ProvisionAsync(call, token),
                why => new FlavourAnswer.Working(why),
                cancellationToken
            );
    }

    /// <summary>Shows the flavour a request.</summary>
    public Task<CreateRequest> PrepareAsync(CreateRequest request, CancellationToken cancellationToken) =>
        _services
            .GetRequiredService<FlavourCalls>()
            .PrepareAsync(
                _flavour,
                new FlavourPlan(request.Properties, Node.Id, "0", CanExec: false),
                request,
                cancellationToken
            );

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ClusterSpec Spec(string flavour) =>
        Assert
            .IsType<SpecResult.Good>(
                SpecReader.Read(
                    SpecSource.Of(
                        $$"""
                        version: "1"
                        name: shop
                        groups:
                          web: { size: 1, resourcePlugin: { name: file }, flavours: [{ name: {{flavour}} }] }
                        """
                    )
                )
            )
            .Spec;
}
