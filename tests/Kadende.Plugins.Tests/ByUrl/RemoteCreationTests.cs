using Kadende.Plugins.ByUrl;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.ByUrl;

/// <summary>Plugins that take their time, end, and come back.</summary>
public sealed class RemoteCreationTests
{
    private const string Provision = "Instance.Provision";

    private const string Nothing = """{"Type":"","Descriptions":null}""";

    private const string OurMachine = """
        {"Type":"","Descriptions":[{"ID":"instance-7","LogicalID":null,"Tags":{"kadende.installation":"i1","kadende.cluster":"c1",
        "kadende.group":"web","kadende.node":"n-1"}}]}
        """;

    private static readonly PluginUrlOptions Impatient = new()
    {
        AllowHosts = ["127.0.0.1"],
        Timeout = TimeSpan.FromSeconds(1),
        CallTimeout = TimeSpan.FromSeconds(1),
        BreakAfter = 1,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_SlowerThanALookWaits_IsJoinedAndMakesOneMachine()
    {
        var made = new TaskCompletionSource();
        await using var plugin = await SlowAsync(made.Task);
        using var plugins = Plugins.Open(Impatient);
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        var first = await CreateAsync(provider);
        var second = await CreateAsync(provider, DateTimeOffset.UnixEpoch);
        made.SetResult();
        var third = await CreateAsync(provider, DateTimeOffset.UnixEpoch);

        Assert.Contains("its answer is waited for", UnknownOf(first), StringComparison.Ordinal);
        Assert.Contains("its answer is waited for", UnknownOf(second), StringComparison.Ordinal);
        Assert.Equal("instance-7", Assert.IsType<CreateResult.Created>(third).Instance.Id);
        Assert.Equal(1, plugin.Calls(Provision));
    }

    [Fact]
    public async Task Create_TheLookLeaves_TheCallGoesOn()
    {
        var made = new TaskCompletionSource();
        var reached = new TaskCompletionSource();
        await using var plugin = await SlowAsync(made.Task, reached);
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));
        using var look = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var first = provider.CreateAsync([Plugins.Request()], look.Token);
        await reached.Task;
        await look.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        made.SetResult();
        var second = await CreateAsync(provider, DateTimeOffset.UnixEpoch);

        Assert.IsType<CreateResult.Created>(second);
        Assert.Equal(1, plugin.Calls(Provision));
    }

    [Fact]
    public async Task Create_SlowAgainAndAgain_QuestionsAreStillAsked()
    {
        await using var plugin = await SlowAsync(new TaskCompletionSource().Task);
        using var plugins = Plugins.Open(Impatient);
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        await CreateAsync(provider);
        await CreateAsync(provider, DateTimeOffset.UnixEpoch);

        Assert.Empty((await provider.DescribeAsync(Plugins.Listing(("a", "b")), Cancel)).Instances);
    }

    [Fact]
    public async Task Create_HostRestartedMeanwhile_AsksNoOtherBeforeTheFirstCallIsOver()
    {
        var made = new TaskCompletionSource();
        var time = new FakeTimeProvider();
        await using var plugin = await SlowAsync(made.Task);
        using (var before = Plugins.Open(Impatient))
        {
            await CreateAsync(await before.ProviderAsync(Plugins.Ref(plugin.Url)));
        }

        using var after = Plugins.Open(Impatient, time);
        var provider = await after.ProviderAsync(Plugins.Ref(plugin.Url));
        var asked = time.GetUtcNow();
        time.Advance(Impatient.LongestCall - TimeSpan.FromSeconds(1));
        var doubtful = await CreateAsync(provider, asked);
        made.SetResult();
        var found = await CreateAsync(provider, asked);

        Assert.Contains("An earlier call", UnknownOf(doubtful), StringComparison.Ordinal);
        Assert.IsType<CreateResult.Created>(found);
        Assert.Equal(1, plugin.Calls(Provision));
    }

    [Fact]
    public async Task Create_TheFirstCallIsOverForCertain_AsksAgain()
    {
        var made = new TaskCompletionSource();
        made.SetResult();
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
                method switch
                {
                    "Instance.DescribeInstances" => Nothing,
                    Provision => """{"Type":"","ID":"instance-8"}""",
                    _ => "",
                }
        );
        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        var created = await CreateAsync(provider, TimeProvider.System.GetUtcNow() - Plugins.Settings.LongestCall);

        Assert.Equal("instance-8", Assert.IsType<CreateResult.Created>(created).Instance.Id);
    }

    [Fact]
    public async Task Create_NobodyListens_NothingHappened_ButOnlyOnTheFirstCall()
    {
        string url;
        await using (var gone = await PluginServer.ServeAsync([]))
        {
            url = gone.Url;
        }

        using var plugins = Plugins.Open();
        var provider = await plugins.ProviderAsync(Plugins.Ref(url));

        var first = Assert.IsType<CreateResult.Failed>(await CreateAsync(provider));
        var again = await CreateAsync(provider, TimeProvider.System.GetUtcNow());

        Assert.True(Assert.IsType<ThrottledException>(first.Failure).RetryAfter <= TimeSpan.FromSeconds(5));
        UnknownOf(again);
    }

    [Fact]
    public async Task Create_ThePluginIsLeftAlone_NothingHappened()
    {
        await using var server = await PluginServer.StartAsync(context =>
            context.Response.WriteAsync("", context.RequestAborted)
        );
        using var plugins = Plugins.Open(Impatient);
        var provider = await plugins.ProviderAsync(Plugins.Ref(server.Url));
        await CreateAsync(provider);

        var failed = Assert.IsType<CreateResult.Failed>(await CreateAsync(provider));

        Assert.Contains(
            "was not asked",
            Assert.IsType<ThrottledException>(failed.Failure).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Create_ThePluginHereEndsMeanwhile_IsAskedAgainAfterAMoment()
    {
        var isBack = false;
        await using var plugin = await ScriptedPlugin.StartAsync(
            (method, _) =>
                method switch
                {
                    "Instance.DescribeInstances" => Nothing,
                    Provision => isBack ? """{"Type":"","ID":"instance-8"}""" : ScriptedPlugin.BreakOff,
                    _ => "",
                }
        );
        var time = new FakeTimeProvider();
        using var plugins = Plugins.Open(time: time);
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));
        var asked = time.GetUtcNow();

        UnknownOf(await CreateAsync(provider));
        isBack = true;
        UnknownOf(await CreateAsync(provider, asked));
        time.Advance(TimeSpan.FromSeconds(10));
        var created = await CreateAsync(provider, asked);

        Assert.Equal("instance-8", Assert.IsType<CreateResult.Created>(created).Instance.Id);
        Assert.Equal(2, plugin.Calls(Provision));
    }

    [Fact]
    public async Task Destroy_SlowerThanALookWaits_IsJoined()
    {
        var removed = new TaskCompletionSource();
        await using var plugin = await ScriptedPlugin.StartAsync(
            async (method, _) =>
            {
                if (method == "Instance.Destroy")
                {
                    await removed.Task;
                    return """{"Type":"","OK":true}""";
                }

                return "";
            }
        );
        using var plugins = Plugins.Open(Impatient);
        var provider = await plugins.ProviderAsync(Plugins.Ref(plugin.Url));

        var first = await provider.DestroyAsync([Plugins.Removal("instance-7")], Cancel);
        removed.SetResult();
        var second = await provider.DestroyAsync([Plugins.Removal("instance-7")], Cancel);

        Assert.Contains(
            "is still removing 'instance-7'",
            Assert.IsType<DestroyResult.Failed>(first.Single()).Failure.Message,
            StringComparison.Ordinal
        );
        Assert.IsType<DestroyResult.Accepted>(second.Single());
        Assert.Equal(1, plugin.Calls("Instance.Destroy"));
    }

    [Fact]
    public async Task Validate_TheCallerLeavesAfterAWhile_CountsAsAFailure()
    {
        var reached = new TaskCompletionSource();
        await using var server = await PluginServer.StartAsync(context =>
        {
            reached.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var time = new FakeTimeProvider();
        using var plugins = Plugins.Open(new() { AllowHosts = ["127.0.0.1"], BreakAfter = 1 }, time);
        var provider = await plugins.ProviderAsync(Plugins.Ref(server.Url));
        using var caller = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);

        var validating = provider.ValidateAsync(Json.Empty, caller.Token);
        await reached.Task;
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => validating);

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
            provider.ValidateAsync(Json.Empty, Cancel)
        );
        Assert.Contains("was not asked: it failed 1 times", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A plugin that lists its machine only when Provision has ended, as InfraKit's for vagrant does.</summary>
    private static Task<ScriptedPlugin> SlowAsync(Task made, TaskCompletionSource? reached = null) =>
        ScriptedPlugin.StartAsync(
            async (method, parameters) =>
            {
                switch (method)
                {
                    case "Instance.DescribeInstances":
                        var isOurs = parameters.GetProperty("Tags").TryGetProperty("kadende.node", out _);
                        return made.IsCompleted && isOurs ? OurMachine : Nothing;
                    case Provision:
                        reached?.SetResult();
                        await made;
                        return """{"Type":"","ID":"instance-7"}""";
                    default:
                        return "";
                }
            }
        );

    private static async Task<CreateResult> CreateAsync(IProvider provider, DateTimeOffset? unansweredSince = null) =>
        (await provider.CreateAsync([Plugins.Request() with { UnansweredSince = unansweredSince }], Cancel)).Single();

    private static string UnknownOf(CreateResult result) =>
        Assert.IsType<ProviderUnavailableException>(Assert.IsType<CreateResult.Failed>(result).Failure).Message;
}
