using Kadende.Core.Specs;
using Kadende.Plugins.Catalog;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Catalog;

public sealed class FlavourValidationTests
{
    [Theory]
    [InlineData("ksh", "{}", "name", 31, "There is no flavour 'ksh'. Known flavours: bash.")]
    [InlineData("bash", "{}", "properties/run", 32, "'run' is missing: it is required.")]
    [InlineData("bash", """{ "run": [5] }""", "properties/run/0", 33, "Must be text.")]
    [InlineData("bash", """{ "run": [], "x": 1 }""", "properties/x", 32, "'x' is not a field here. Known fields: run.")]
    public async Task Check_Flavour_IsCheckedWithItsOwnSchema(
        string name,
        string properties,
        string path,
        int line,
        string message
    )
    {
        var group = Groups.Of("""{ "image": "a" }""") with { Flavours = [Flavour(name, properties)] };

        var fault = Assert.Single(await CheckAsync(group));

        Assert.Equal(new Fault($"groups/web/flavours/0/{path}", line, 3, message), fault);
    }

    [Fact]
    public async Task Check_FlavourFindsFaults_TheyStandAtTheirPlaces()
    {
        var group = Groups.Of("""{ "image": "a" }""") with { Flavours = [Flavour("bash", """{ "run": ["a"] }""")] };

        var faults = await CheckAsync(
            group,
            _ => Task.FromResult<IReadOnlyList<PropertyFault>>([new PropertyFault("run/0", "Never ends.")])
        );

        Assert.Contains(new Fault("groups/web/flavours/0/properties/run/0", 33, 3, "Never ends."), faults);
    }

    [Fact]
    public async Task Check_FlavourThrows_IsNoFault()
    {
        var group = Groups.Of("""{ "image": "a" }""") with { Flavours = [Flavour("bash", """{ "run": ["a"] }""")] };

        Assert.Empty(await CheckAsync(group, _ => throw new InvalidOperationException("a fault of the plugin")));
    }

    [Fact]
    public async Task Check_FlavourOfAContainer_IsToldOfOnce()
    {
        var handedDown = Flavour("ksh", "{}");
        var one = Groups.Of("""{ "image": "a" }""") with { Flavours = [handedDown] };
        var other = one with { Path = GroupPath.Parse("other") };

        var answer = await Validation(null)
            .CheckAsync("blue", [one, other], asks: true, null, TestContext.Current.CancellationToken);

        Assert.Single(answer.Faults);
    }

    private static FlavourSpec Flavour(string name, string properties)
    {
        const string Root = "groups/web/flavours/0";
        return new FlavourSpec(
            new PluginRef(name, "latest", null, null),
            Json.Of(properties),
            new Dictionary<string, SpecMark>
            {
                [""] = new(Root, 30, 3),
                ["name"] = new($"{Root}/name", 31, 3),
                ["properties"] = new($"{Root}/properties", 32, 3),
                ["properties/run/0"] = new($"{Root}/properties/run/0", 33, 3),
            },
            Root
        );
    }

    private static async Task<IReadOnlyList<Fault>> CheckAsync(
        GroupSpec group,
        Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>>? validate = null
    ) =>
        (
            await Validation(validate)
                .CheckAsync("blue", [group], asks: true, null, TestContext.Current.CancellationToken)
        ).Faults;

    private static SpecValidation Validation(Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>>? validate) =>
        new(
            new PluginCatalog([new NamedProvider("vm", "1.0.0")], [], [new NamedFlavour("bash", validate)]),
            Options.Create(new ValidationOptions()),
            TimeProvider.System
        );
}
