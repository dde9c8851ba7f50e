using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.ByUrl;

public sealed class RemoteFlavourTests
{
    private static readonly FlavourPlan Plan = new(Json.Of("""{"Role":"worker"}"""), "n-1", "1", CanExec: false)
    {
        Group = "web",
        GroupSize = 3,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_SpecIsChanged_IsTakenOver_ButNotWhatMachinesAreFoundBy()
    {
        const string Changed = """
            {"Type":"","Spec":{"Properties":{"Note":"v2"},"Tags":{"added":"yes","kadende.node":"stolen"},"Init":"echo bye","LogicalID":"x",
            "Attachments":[{"ID":"vol-1","Type":"ebs"}]}}
            """;
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Flavor.Prepare" ? Changed : ""
        );

        var shaped = await AskAsync(plugin, flavour => flavour.PrepareAsync(Plan, Plugins.Request(), Cancel));

        Assert.Equal("echo bye", shaped.Init);
        Assert.Null(shaped.LogicalId);
        Assert.Equal("""{"Note":"v2","Attachments":[{"ID":"vol-1","Type":"ebs"}]}""", shaped.Properties.GetRawText());
        Assert.Equal("yes", shaped.Labels["added"]);
        Assert.Equal("n-1", shaped.Labels[LabelNames.Node]);
        Assert.Equal("abc", shaped.Labels[LabelNames.Configuration]);
        Assert.Equal(
            """Flavor.Prepare {"Type":"","Properties":{"Role":"worker"},"Spec":{"Properties":{"Note":"v1"},"Tags":{"kadende.installation":"i1","kadende.cluster":"c1","kadende.group":"web","kadende.node":"n-1","kadende.configuration":"abc","tier":"web"},"Init":"echo hello","LogicalID":null,"Attachments":null},"Allocation":{"Size":3,"LogicalIDs":null},"Index":{"Group":"web","Sequence":1}}""",
            plugin.Asked.Single()
        );
    }

    [Fact]
    public async Task Prepare_GroupWithLogicalIds_TellsThemAll()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Flavor.Prepare" ? "!no" : ""
        );
        var plan = Plan with { Slot = "db-2", GroupSize = 2, LogicalIds = ["db-1", "db-2"] };

        await Assert.ThrowsAsync<RequestRejectedException>(() =>
            AskAsync(plugin, flavour => flavour.PrepareAsync(plan, Plugins.Request(), Cancel))
        );

        Assert.EndsWith(
            ""","Allocation":{"Size":2,"LogicalIDs":["db-1","db-2"]},"Index":{"Group":"web","Sequence":1}}""",
            plugin.Asked.Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Validate_Refused_IsAFault()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Flavor.Validate" ? "!no such role" : ""
        );

        Assert.Equal(
            [new PropertyFault("", "no such role")],
            await AskAsync(plugin, flavour => flavour.ValidateAsync(Plan.Properties, Cancel))
        );
    }

    [Theory]
    [InlineData(0, typeof(HealthReading.Unknown))]
    [InlineData(1, typeof(HealthReading.Healthy))]
    [InlineData(2, typeof(HealthReading.Unhealthy))]
    [InlineData(3, typeof(HealthReading.Unknown))]
    public async Task Check_Number_IsRead(int number, Type reading)
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Flavor.Healthy" ? $$"""{"Type":"","Health":{{number}}}""" : ""
        );

        Assert.IsType(reading, await AskAsync(plugin, flavour => flavour.CheckAsync(Call, Cancel)));
        Assert.Equal(
            """Flavor.Healthy {"Type":"","Properties":{"Role":"worker"},"Instance":{"ID":"instance-1","LogicalID":null,"Tags":{"color":"blue"}}}""",
            plugin.Asked.Single()
        );
    }

    [Fact]
    public async Task Check_NoNumber_IsNonsense()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Flavor.Healthy" ? """{"Type":"","Health":"fine"}""" : ""
        );

        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            AskAsync(plugin, flavour => flavour.CheckAsync(Call, Cancel))
        );
    }

    [Theory]
    [InlineData("""{"Type":"","OK":true}""", "Done { }")]
    [InlineData("!still busy", "Working { What = still busy }")]
    public async Task Drain_Answer_IsRead(string answer, string expected)
    {
        await using var plugin = await ScriptedPlugin.StartAsync((method, _) => method == "Flavor.Drain" ? answer : "");

        Assert.Equal(expected, (await AskAsync(plugin, flavour => flavour.DrainAsync(Call, Cancel))).ToString());
    }

    [Fact]
    public async Task Drain_SlowerThanALookWaits_IsNotCalledTwice()
    {
        var drained = new TaskCompletionSource();
        await using var plugin = await ScriptedPlugin.StartAsync(
            async (method, _) =>
            {
                if (method == "Flavor.Drain")
                {
                    await drained.Task;
                    return """{"Type":"","OK":true}""";
                }

                return "";
            }
        );
        using var plugins = Plugins.Open(new() { AllowHosts = ["127.0.0.1"], Timeout = TimeSpan.FromSeconds(1) });
        var flavour = await plugins.FlavourAsync(Plugins.Ref(plugin.Url));

        var first = await flavour.DrainAsync(Call, Cancel);
        drained.SetResult();
        var second = await flavour.DrainAsync(Call, Cancel);

        Assert.IsType<FlavourAnswer.Working>(first);
        Assert.IsType<FlavourAnswer.Done>(second);
        Assert.Equal(1, plugin.Calls("Flavor.Drain"));
    }

    [Fact]
    public async Task Prepare_SpecDoesNotSpeakOfEverything_TheRestStays()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Flavor.Prepare" ? """{"Type":"","Spec":{"Properties":null,"Tags":null}}""" : ""
        );

        var shaped = await AskAsync(plugin, flavour => flavour.PrepareAsync(Plan, Plugins.Request(), Cancel));

        Assert.Equal(("echo hello", "web"), (shaped.Init, shaped.Labels["tier"]));
        Assert.Equal("""{"Note":"v1"}""", shaped.Properties.GetRawText());
    }

    [Fact]
    public async Task Prepare_PropertiesAreNoObject_IsNonsense()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Flavor.Prepare" ? """{"Type":"","Spec":{"Properties":"v2"}}""" : ""
        );

        await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            AskAsync(plugin, flavour => flavour.PrepareAsync(Plan, Plugins.Request(), Cancel))
        );
    }

    private static FlavourCall Call { get; } =
        new()
        {
            Properties = Plan.Properties,
            Index = 0,
            Peers = [],
            Log = _ => { },
            Node = new FlavourNode
            {
                Id = "n-1",
                Group = "web",
                Slot = "1",
                IsProvisioned = true,
                Flavours = new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal),
                Instance = new Instance
                {
                    Id = "instance-1",
                    State = InstanceState.Running,
                    Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["color"] = "blue" },
                },
            },
        };

    private static async Task<T> AskAsync<T>(ScriptedPlugin plugin, Func<IFlavour, Task<T>> ask)
    {
        using var plugins = Plugins.Open();
        return await ask(await plugins.FlavourAsync(Plugins.Ref(plugin.Url)));
    }
}
