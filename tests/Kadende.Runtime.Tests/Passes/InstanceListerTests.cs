using System.Globalization;
using Kadende.Core.Clusters;
using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Tests.Stores;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

public sealed class InstanceListerTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task List_SeveralPages_GivesTheMachinesOfAll()
    {
        var (machines, problem) = await ListAsync(new PagedProvider(page => page is null ? "2" : null));

        Assert.Equal((2, null), (machines, problem));
    }

    [Fact]
    public async Task List_PageLeadsBack_IsGivenUpAndNothingIsKnown()
    {
        var provider = new PagedProvider(page => page == "2" ? "3" : "2");

        var (_, problem) = await ListAsync(provider);

        Assert.Contains("a page that it has given already", problem, StringComparison.Ordinal);
        Assert.Equal(3, provider.Asked);
    }

    [Fact]
    public async Task List_AlwaysAnotherPage_IsGivenUp()
    {
        var provider = new PagedProvider(Next);

        var (_, problem) = await ListAsync(provider);

        Assert.Contains("more than 10000 pages", problem, StringComparison.Ordinal);
        Assert.Equal(InstanceLister.MostPages, provider.Asked);
    }

    [Fact]
    public async Task List_PagesComeSlowly_IsGivenUpInTime()
    {
        var provider = new PagedProvider(page =>
        {
            Clock.Advance(TimeSpan.FromSeconds(50));
            return Next(page);
        });

        var (_, problem) = await ListAsync(provider);

        Assert.Contains("longer than 120s", problem, StringComparison.Ordinal);
        Assert.Equal(3, provider.Asked);
    }

    private static string Next(string? page) =>
        (int.Parse(page ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private async Task<(int Machines, string? Problem)> ListAsync(PagedProvider provider)
    {
        var lister = new InstanceLister(new ProviderCalls(new PluginHealth(Clock), Clock), Store.Installation, Clock);
        var text = "version: '1'\nname: shop\ngroups: { web: { size: 1, resourcePlugin: { name: paged } } }";
        var spec = Assert.IsType<SpecResult.Good>(SpecReader.Read(SpecSource.Of(text))).Spec.Groups[0];
        var source = new GroupSource(new SourceKey(1, 0), spec, provider, [], new SourceFacts { Key = "paged" });
        var (instances, sources) = await lister.ListAsync("c1", spec.Path, [source], Token);
        return (instances.Count, sources[0].Facts.Problem);
    }
}
