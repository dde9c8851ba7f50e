using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.ByUrl;

public sealed class RemoteProviderTests
{
    private const string Nothing = """{"Type":"","Descriptions":null}""";

    private const string OurMachine = """
        {"Type":"","Descriptions":[{"ID":"instance-7","LogicalID":"10.0.0.5","Tags":{"kadende.installation":"i1","kadende.cluster":"c1",
        "kadende.group":"web","kadende.node":"n-1"}}]}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_New_IsLookedForByItsNodeAndThenAskedForAsOnTheWire()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
                method switch
                {
                    "Instance.DescribeInstances" => Nothing,
                    "Instance.Provision" => """{"Type":"b","ID":"instance-1"}""",
                    _ => "",
                }
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref($"{plugin.Url}#b"));

        var results = await provider.CreateAsync(
            [Plugins.Request("""{"Note":"v1","Attachments":[{"ID":"vol-1","Type":"ebs"}]}""")],
            Cancel
        );

        Assert.Equal("instance-1", Assert.IsType<CreateResult.Created>(results.Single()).Instance.Id);
        Assert.Equal(
            [
                """Instance.DescribeInstances {"Type":"b","Tags":{"kadende.installation":"i1","kadende.cluster":"c1","kadende.group":"web","kadende.node":"n-1"},"Properties":false}""",
                """Instance.Provision {"Type":"b","Spec":{"Properties":{"Note":"v1"},"Tags":{"kadende.installation":"i1","kadende.cluster":"c1","kadende.group":"web","kadende.node":"n-1","kadende.configuration":"abc","tier":"web"},"Init":"echo hello","LogicalID":null,"Attachments":[{"ID":"vol-1","Type":"ebs"}]}}""",
            ],
            plugin.Asked
        );
    }

    [Fact]
    public async Task Create_TheNodeHasAMachine_MakesNoOther()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Instance.DescribeInstances" ? OurMachine : ""
        );

        var created = Assert.IsType<CreateResult.Created>(await CreateAsync(plugin));

        Assert.Equal(("instance-7", "10.0.0.5"), (created.Instance.Id, created.Instance.Address));
        Assert.DoesNotContain(plugin.Asked, asked => asked.StartsWith("Instance.Provision", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_RefusedAndNothingIsThere_WasRejected()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
                method switch
                {
                    "Instance.DescribeInstances" => Nothing,
                    "Instance.Provision" => "!no such image",
                    _ => "",
                }
        );

        var failed = Assert.IsType<CreateResult.Failed>(await CreateAsync(plugin));

        Assert.Equal("no such image", Assert.IsType<RequestRejectedException>(failed.Failure).Message);
    }

    [Fact]
    public async Task Create_RefusedAfterTheMachineWasMade_FindsIt()
    {
        var isMade = false;
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
            {
                switch (method)
                {
                    case "Instance.DescribeInstances":
                        return isMade ? OurMachine : Nothing;
                    case "Instance.Provision":
                        isMade = true;
                        return "!the volume could not be attached";
                    default:
                        return "";
                }
            }
        );

        Assert.Equal("instance-7", Assert.IsType<CreateResult.Created>(await CreateAsync(plugin)).Instance.Id);
    }

    [Theory]
    [InlineData("""{"Type":"","ID":null}""")]
    [InlineData("""{"Type":"","ID":""}""")]
    [InlineData("""{"Type":"","ID":7}""")]
    public async Task Create_AnswerWithoutAnId_IsUnknown(string answer)
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
                method switch
                {
                    "Instance.DescribeInstances" => Nothing,
                    "Instance.Provision" => answer,
                    _ => "",
                }
        );

        var failed = Assert.IsType<CreateResult.Failed>(await CreateAsync(plugin));

        Assert.Contains(
            "without the ID of a machine",
            Assert.IsType<ProviderUnavailableException>(failed.Failure).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(RemovalReason.Outdated, "rolling_update")]
    [InlineData(RemovalReason.NotWanted, "terminate")]
    [InlineData(RemovalReason.Unhealthy, "terminate")]
    public async Task Destroy_ForAReason_TellsWhetherItIsAnUpdate(RemovalReason reason, string told)
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Instance.Destroy" ? """{"Type":"","OK":true}""" : ""
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        var results = await provider.DestroyAsync([Plugins.Removal("instance-1") with { Reason = reason }], Cancel);

        Assert.IsType<DestroyResult.Accepted>(Assert.Single(results));
        Assert.Equal(
            $$$"""Instance.Destroy {"Type":"","Instance":"instance-1","Context":{"Reason":"{{{told}}}"}}""",
            Assert.Single(plugin.Asked)
        );
    }

    [Fact]
    public async Task Destroy_OfTheAbsentIsAnError_IsAccepted()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
                method switch
                {
                    "Instance.DescribeInstances" => OurMachine,
                    "Instance.Destroy" => "!no such instance",
                    _ => "",
                }
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        var results = await provider.DestroyAsync(
            [Plugins.Removal("instance-1"), Plugins.Removal("instance-7")],
            Cancel
        );

        Assert.IsType<DestroyResult.Accepted>(results[0]);
        Assert.Equal("no such instance", Assert.IsType<DestroyResult.Failed>(results[1]).Failure.Message);
        Assert.Equal(
            """Instance.Destroy {"Type":"","Instance":"instance-1","Context":{"Reason":"terminate"}}""",
            plugin.Asked.First()
        );
    }

    [Fact]
    public async Task Describe_MachinesOfOthers_AreNotTakenForOurs()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Instance.DescribeInstances" ? OurMachine : ""
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            provider.DescribeAsync(Plugins.Listing(("kadende.installation", "another")), Cancel)
        );

        Assert.Contains("'instance-7', which does not have the tags", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_Refused_IsAFault()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) => method == "Instance.Validate" ? "!Note must be v2" : ""
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        Assert.Equal(
            [new PropertyFault("", "Note must be v2")],
            await provider.ValidateAsync(Json.Of("""{"Note":"v1"}"""), Cancel)
        );
        Assert.Equal(["""Instance.Validate {"Type":"","Properties":{"Note":"v1"}}"""], plugin.Asked);
    }

    [Theory]
    [InlineData("""{"Objects":{"Instance/0.9.0":[]}}""", "it speaks Instance/0.9.0.")]
    [InlineData("""{"Objects":{}}""", "it speaks nothing.")]
    public async Task AnyCall_UnknownVersionOfTheInterface_IsRefusedAndSaysWhichIsKnown(string hello, string told)
    {
        await using var plugin = await ScriptedPlugin.StartAsync((_, _) => hello);

        var failed = Assert.IsType<CreateResult.Failed>(await CreateAsync(plugin));

        Assert.IsType<RequestRejectedException>(failed.Failure);
        Assert.EndsWith(
            $"does not speak Instance/0.6.1, the version that is known here; {told}",
            failed.Failure.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(plugin.Asked);
    }

    [Fact]
    public async Task AnyCall_OlderPlugin_IsAskedInTheOlderWay()
    {
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
                method switch
                {
                    "Handshake.Hello" => "!rpc: can't find method \"Handshake.Hello\"",
                    "Handshake.Implements" => """{"APIs":[{"Name":"Instance","Version":"0.6.1"}]}""",
                    _ => OurMachine,
                }
        );

        Assert.IsType<CreateResult.Created>(await CreateAsync(plugin));
    }

    [Theory]
    [InlineData("", "its answer is empty")]
    [InlineData("<html>hello</html>", "its answer is not JSON, it begins with: <html>hello</html>")]
    [InlineData("[]", "is not a JSON-RPC 2.0 answer to the request")]
    [InlineData("""{"jsonrpc":"2.0","result":{},"id":77}""", "is not a JSON-RPC 2.0 answer to the request")]
    [InlineData("""{"jsonrpc":"2.0","result":{},"id":"1"}""", "is not a JSON-RPC 2.0 answer to the request")]
    [InlineData("""{"result":{},"id":1}""", "is not a JSON-RPC 2.0 answer to the request")]
    [InlineData("""{"jsonrpc":"2.0","result":7,"id":1}""", "has neither a result nor an error")]
    public async Task AnyCall_Nonsense_IsUnknownAndSaysWhatCame(string body, string told)
    {
        await using var server = await PluginServer.StartAsync(context =>
            context.Response.WriteAsync(body, context.RequestAborted)
        );

        Assert.Contains(told, (await ListFailsAsync(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_OtherPath_SaysTheStatus()
    {
        await using var server = await PluginServer.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        Assert.Contains("the HTTP status 404", (await ListFailsAsync(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_AnswerOf100Megabytes_IsCutOff()
    {
        var sent = 0L;
        await using var server = await PluginServer.StartAsync(async context =>
        {
            var portion = new byte[1024 * 1024];
            foreach (var _ in Enumerable.Range(0, 100))
            {
                await context.Response.Body.WriteAsync(portion, context.RequestAborted);
                sent += portion.Length;
                // The web server takes and drops what comes before it has heard that the caller hung up.
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, context.RequestAborted);
            }
        });

        var failure = await ListFailsAsync(server);

        Assert.Contains("more than the 33554432 bytes", failure.Message, StringComparison.Ordinal);
        Assert.True(sent < 80 * 1024 * 1024, $"{sent} bytes were taken.");
    }

    [Fact]
    public async Task AnyCall_NoAnswer_EndsInTime()
    {
        await using var server = await PluginServer.StartAsync(context =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
        );

        var failure = await ListFailsAsync(
            server,
            new() { AllowHosts = ["127.0.0.1"], Timeout = TimeSpan.FromSeconds(1) }
        );

        Assert.Contains("it gave none within 1s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_FailsAgainAndAgain_ThePluginIsLeftAloneAndThenTriedOnce()
    {
        await using var server = await PluginServer.StartAsync(context =>
            context.Response.WriteAsync("", context.RequestAborted)
        );
        var time = new FakeTimeProvider();
        using var plugins = Plugins.Open(time: time);
        var provider = await plugins.ProviderAsync(Plugins.Ref(server.Url));
        async Task<string> FailAsync() =>
            (
                await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
                    provider.DescribeAsync(Plugins.Listing(("a", "b")), Cancel)
                )
            ).Message;

        foreach (var _ in Enumerable.Range(0, Plugins.Settings.BreakAfter))
        {
            Assert.Contains("gave no usable answer", await FailAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("was not asked: it failed 5 times in a row", await FailAsync(), StringComparison.Ordinal);
        Assert.Equal(5, server.Requests.Count);

        time.Advance(Plugins.Settings.BreakFor);
        Assert.Contains("gave no usable answer", await FailAsync(), StringComparison.Ordinal);
        Assert.Contains("was not asked: it failed 6 times in a row", await FailAsync(), StringComparison.Ordinal);
        Assert.Equal(6, server.Requests.Count);
    }

    private static async Task<CreateResult> CreateAsync(ScriptedPlugin plugin)
    {
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));
        return (await provider.CreateAsync([Plugins.Request()], Cancel)).Single();
    }

    private static async Task<ProviderUnavailableException> ListFailsAsync(
        PluginServer server,
        PluginUrlOptions? settings = null
    )
    {
        using var plugins = Plugins.Open(settings);
        var provider = await plugins.ProviderAsync(Plugins.Ref(server.Url));
        return await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            provider.DescribeAsync(Plugins.Listing(("a", "b")), Cancel)
        );
    }
}
