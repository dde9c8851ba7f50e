using System.Net;
using System.Text.Json.Nodes;
using Kadende.Core.Clusters;
using Kadende.EndToEnd.Tests.Hosts;
using Kadende.EndToEnd.Tests.Http;
using Kadende.Runtime.Requests;
using Kadende.TestKit;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Plugins;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Kadende.EndToEnd.Tests;

/// <summary>Plugins of users' own that do harm, or no good: who names them is told so, and everybody else goes on.</summary>
public sealed class HostilePluginTests(HostFixture fixture, AzuriteFixture azurite) : IClassFixture<HostFixture>
{
    private const string Sample = "my-custom-plugin";
    private const string Metadata = "http://169.254.169.254/latest/meta-data/";

    private readonly TestCluster _cluster = fixture.NewCluster();

    /// <summary>Remote plugins are first asked when their group is looked at, or cannot be asked before.</summary>
    public static TheoryData<string, string> Remotes =>
        new()
        {
            { "silent", "gave no usable answer to Handshake.Hello: it gave none within 4s" },
            { "endless", $"it sends more than the {Installation.MaxPluginBytes} bytes that are allowed" },
            { "nonsense", "its answer is not JSON, it begins with: <html>hello</html>" },
            { "leads elsewhere", "it answers with the HTTP status 302" },
        };

    /// <summary>What does not become a plugin when it is loaded is refused before anything is stored.</summary>
    public static TheoryData<string, string> Packages =>
        new()
        {
            { "throws", "its constructor or description threw InvalidOperationException: out of ideas" },
            { "leads out", "holds '../outside.txt', which leads out of its folder" },
            { "wrong hash", "Nothing of it was opened." },
            { "leads to metadata", "The host 169.254.169.254 is not allowed" },
            { "endless", $"sends more than the {Installation.MaxPluginBytes} bytes that are allowed" },
            { "another sdk", "is written against version 7.1.0 of Kadende.Sdk" },
        };

    [Theory]
    [MemberData(nameof(Remotes))]
    public async Task Apply_RemotePluginThatMisbehaves_ItsGroupSaysWhyAndAllOthersGoOn(string kind, string told)
    {
        await using var server = await PluginServer.StartAsync(Answer(kind));

        await _cluster.PutAsync(Beside(Specs.ByUrl("mine", server.Url)));

        await AssertToldAndAloneAsync(told);
    }

    [Theory]
    [InlineData("blocking", "Provider blocking gave no answer within 2s.")]
    [InlineData("deaf", "Provider deaf gave no answer within 2s.")]
    [InlineData("babbling", "Provider babbling gave no usable list of machines: something in it is missing.")]
    [InlineData("lost", "Provider lost failed: no map")]
    public async Task Apply_AssemblyThatMisbehaves_ItsGroupSaysWhyAndAllOthersGoOn(string name, string told)
    {
        await using var package = await ServedPlugin.StartAsync(BuiltPackage.TestPlugins().Zip());

        await _cluster.PutAsync(Beside(package.Named(name)));

        await AssertToldAndAloneAsync(told);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Apply_PackageThatCannotBeTrusted_IsAFaultAndNothingIsStored(string kind, string told)
    {
        await using var package = await PackageAsync(kind);

        var answer = await fixture.Foo.PutAsync(_cluster.Path, Beside(package.Named("throwing")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(told, Faults(answer), StringComparison.Ordinal);
        Assert.Contains("groups/bad/resourcePlugin", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Foo.GetAsync(_cluster.Path)).Status);
        await AssertAnotherClusterWorksAsync();
    }

    [Fact]
    public async Task Apply_SampleWithItsOwnUrl_IsAFaultThatSaysWhatToDoInstead()
    {
        var spec = await File.ReadAllTextAsync(
            Path.Combine(Repository.Top, "examples", "basic_cluster.yml"),
            Deadline.Token
        );

        var answer = await fixture.Foo.PutAsync("/api/clusters/basic_cluster", spec);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(
            "A '.so' file cannot be loaded: run the plugin as a program",
            Faults(answer),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Apply_PackageWithACopyOfTheSdk_WorksWithTheHostsOwn()
    {
        var copy = BuiltPackage.Of("Kadende.TestPlugins")[BuiltPackage.SdkFile];
        await using var package = await ServedPlugin.StartAsync(
            BuiltPackage.Sample().With(BuiltPackage.SdkFile, copy).Zip()
        );
        var machines = fixture.Installation.Folder(_cluster.Name);

        await _cluster.ReachAsync(
            Specs.Of(
                _cluster.Name,
                Specs.Group("mine", 2, package.Named(Sample), $"{{ instanceSize: a, directory: '{machines}' }}")
            )
        );

        Assert.Equal(2, Directory.GetFiles(machines).Length);
    }

    [Fact]
    public async Task Restart_PackageIsAnotherByNow_ItsGroupIsLeftAloneAndTheOthersGoOn()
    {
        using var installation = new Installation(await azurite.ServerAsync());
        var machines = installation.Folder("machines");
        var zip = BuiltPackage.Sample().Zip();
        var isOther = false;
        await using var package = await ServedPlugin.StartAsync(
            zip,
            context =>
                context.Response.Body.WriteAsync(isOther ? zip.AsMemory(1) : zip, context.RequestAborted).AsTask()
        );
        var name = TestCluster.NewName();
        await using (var first = await InProcessHost.StartAsync(installation))
        {
            await first
                .Foo.Cluster(name)
                .ReachAsync(
                    Specs.Of(
                        name,
                        Specs.Group(
                            "mine",
                            2,
                            package.Named(Sample),
                            $"{{ instanceSize: a, directory: '{machines}' }}"
                        ),
                        Specs.Group("well", 1, "file")
                    )
                );
        }

        var before = Directory.GetFiles(machines);
        isOther = true;
        Directory.Delete(installation.Folder("packages"), recursive: true);
        await using var second = await InProcessHost.StartAsync(installation);
        var cluster = second.Foo.Cluster(name);
        await cluster.Api.PatchAsync($"{cluster.Path}/groups/well", """{"size": 3}""");
        var seen = await cluster.UntilAsync(
            "the other group is at its new size, and what is the matter is told",
            cluster =>
                Told(cluster, "mine").Length > 0
                && Group(cluster, "well") is { Healthy: 3, State: ConvergenceState.Converged }
        );

        Assert.Contains("Nothing of it was opened.", Told(seen, "mine"), StringComparison.Ordinal);
        Assert.Equal(2, Group(seen, "mine").Present);
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFiles(machines).Order(StringComparer.Ordinal));
    }

    private static RequestDelegate Answer(string kind) =>
        kind switch
        {
            "silent" => context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
            "endless" => SendEndlesslyAsync,
            "nonsense" => context => context.Response.WriteAsync("<html>hello</html>", context.RequestAborted),
            _ => RedirectAsync,
        };

    private static Task<ServedPlugin> PackageAsync(string kind)
    {
        var sample = BuiltPackage.Sample();
        return kind switch
        {
            "throws" => ServedPlugin.StartAsync(BuiltPackage.TestPlugins().Zip()),
            "leads out" => ServedPlugin.StartAsync(sample.With("../outside.txt", "x").Zip()),
            "wrong hash" => ServedPlugin.StartAsync(
                sample.Zip(),
                context => context.Response.WriteAsync("another", context.RequestAborted)
            ),
            "leads to metadata" => ServedPlugin.StartAsync(sample.Zip(), RedirectAsync),
            "endless" => ServedPlugin.StartAsync(sample.Zip(), SendEndlesslyAsync),
            _ => ServedPlugin.StartAsync(sample.WrittenAgainst("Example.Plugin.dll", 7).Zip()),
        };
    }

    /// <summary>A hundred megabytes.</summary>
    private static async Task SendEndlesslyAsync(HttpContext context)
    {
        var portion = new byte[1024 * 1024];
        foreach (var _ in Enumerable.Range(0, 100))
        {
            await context.Response.Body.WriteAsync(portion, context.RequestAborted);
        }
    }

    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.Redirect(Metadata);
        return Task.CompletedTask;
    }

    /// <summary>A group of this provider, and one besides that is as good as any.</summary>
    private string Beside(string provider) =>
        Specs.Of(_cluster.Name, Specs.Group("bad", 1, provider), Specs.Group("well", 2, "file"));

    private async Task AssertToldAndAloneAsync(string told)
    {
        var seen = await _cluster.UntilAsync(
            "the other group is there, and what is the matter is told",
            cluster => Told(cluster, "bad").Length > 0 && Group(cluster, "well").State == ConvergenceState.Converged
        );

        Assert.Contains(told, Told(seen, "bad"), StringComparison.Ordinal);
        Assert.Equal(2, fixture.Installation.FilesOf(seen.Id).Count);
        await AssertAnotherClusterWorksAsync();
        // What nobody can look at any more holds up the end of nothing when a person says so.
        await _cluster.AskAsync("free?group=bad");
        await _cluster.DeleteAsync();
    }

    private async Task AssertAnotherClusterWorksAsync()
    {
        var other = fixture.NewCluster();
        await other.ReachAsync(Specs.Of(other.Name, Specs.Group("web", 1, "simulated")));
    }

    /// <summary>What is the matter with the plugin of a group; empty: nothing.</summary>
    private static string Told(ClusterView cluster, string group) =>
        Group(cluster, group).Conditions.FirstOrDefault(condition => condition.Type == "ProviderUnavailable")?.Message
        ?? "";

    private static GroupView Group(ClusterView cluster, string path) =>
        cluster.Groups.Single(group => group.Path == path);

    /// <summary>The faults as people read them.</summary>
    private static string Faults(Answer answer) =>
        string.Join('\n', answer.As<JsonObject>()["faults"]!.AsArray().Select(fault => (string?)fault!["message"]));
}
