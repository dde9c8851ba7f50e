using Kadende.Plugins.Docker;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Docker;

public abstract class ContainerProviderTests(EngineFixture engine) : IAsyncDisposable
{
    private const string Plain = """{ "image": "kadende-test:1", "network": "none" }""";

    private readonly List<ProviderBench> _benches = [];
    private readonly DockerProvider _provider = new(
        Options.Create(new DockerOptions { Host = engine.Engine.Host, BindMounts = ["/tmp"] }),
        TimeProvider.System
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var bench in _benches)
        {
            await bench.CleanAsync();
        }

        _provider.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Create_WithPorts_PublishesThemOnLoopback()
    {
        var bench = Bench("""{ "image": "kadende-test:1", "network": "kadende-test", "ports": [80, 8443] }""");

        var one = await bench.CreateAsync(bench.Request());
        var other = await bench.CreateAsync(bench.Request());

        Assert.Equal(("127.0.0.1", "127.0.0.1"), (one.Address, other.Address));
        Assert.Equal([80, 8443], one.Ports.Keys.Order());
        Assert.Equal(4, one.Ports.Values.Concat(other.Ports.Values).Distinct().Count());
        // The image has nothing that listens: a program of this machine does, in the container's network.
        var answer = await engine.RunAsync(
            $$$"""
            nsenter --net --target $(docker inspect -f '{{.State.Pid}}' {{{one.Id}}}) perl -e '
              socket(S, 2, 1, 0) && bind(S, pack("Snx12", 2, 80)) && listen(S, 1) or die $!;
              exit if fork;
              alarm 10; accept(C, S); print C "from inside"'
            bash -c 'exec 3<>/dev/tcp/127.0.0.1/{{{one.Ports[80]}}} && cat <&3'
            """
        );
        Assert.Equal(new ExecResult(0, "from inside"), answer);
    }

    [Fact]
    public async Task Create_WithoutPortsInANetwork_HasTheContainersAddress()
    {
        var bench = Bench("""{ "image": "kadende-test:1", "network": "kadende-test" }""");

        var created = await bench.CreateAsync(bench.Request());

        Assert.True(System.Net.IPAddress.TryParse(created.Address, out _));
        Assert.Empty(created.Ports);
    }

    [Fact]
    public async Task Create_InitAndCommand_RunOneAfterTheOther()
    {
        var bench = Bench(
            """{ "image": "kadende-test:1", "network": "none", "env": { "WHO": "it's me" }, "command": "echo then $WHO $KADENDE_NODE; sleep 100" }"""
        );
        var request = bench.Request(init: "echo first \"$WHO\" >/made; echo 'a b'");

        var created = await bench.CreateAsync(request);

        var said = $"a b\nthen it's me {request.Labels[LabelNames.Node]}\n";
        await UntilAsync(async () => await ConsoleAsync(bench, created.Id) == said);
        Assert.Equal(new ExecResult(0, "first it's me\n"), await ExecAsync(bench, created.Id, "cat /made"));
    }

    [Fact]
    public async Task Create_InitFails_StopsBeforeTheCommand()
    {
        var bench = Bench(Plain);

        await bench.CreateAsync(bench.Request(init: "echo no; exit 3"));

        var listed = await bench.UntilAsync(seen => seen is [{ State: InstanceState.Stopped }]);
        Assert.Equal("3", listed[0].Details["exitCode"]);
        Assert.Equal("no\n", await ConsoleAsync(bench, listed[0].Id));
    }

    [Fact]
    public async Task Create_AgainAfterItEnded_GivesTheEndedMachine()
    {
        var bench = Bench(Plain);
        var request = bench.Request(init: "exit 0");
        var first = await bench.CreateAsync(request);
        await bench.UntilAsync(seen => seen is [{ State: InstanceState.Running or InstanceState.Stopped }]);

        Assert.Equal(first.Id, (await bench.CreateAsync(request)).Id);
    }

    [Fact]
    public async Task Create_CrashBetweenCreateAndStart_IsStartedByTheNextCall()
    {
        var bench = Bench(Plain);
        var request = bench.Request();
        var created = await bench.CreateAsync(request);
        // What a crash leaves: a container that was made and never started.
        var labels = (await engine.RunAsync($"docker inspect -f '{{{{json .Config.Labels}}}}' {created.Id}")).Output;
        await engine.RunAsync($"docker rm -f {created.Id}");
        await File.WriteAllTextAsync($"/tmp/{request.Token}", LabelFile(labels), Cancel);
        var left = await engine.RunAsync(
            $"docker create --network none --name kadende-{request.Token} --label-file /tmp/{request.Token} kadende-test:1"
        );
        File.Delete($"/tmp/{request.Token}");
        Assert.Equal(InstanceState.Starting, Assert.Single(await bench.ListAsync()).State);

        var again = await bench.CreateAsync(request);

        Assert.Equal((left.Output.Trim(), InstanceState.Running), (again.Id, again.State));
    }

    [Fact]
    public async Task Create_NameIsTakenByAStranger_IsRejected()
    {
        var bench = Bench(Plain);
        var request = bench.Request();
        await engine.RunAsync($"docker create --network none --name kadende-{request.Token} kadende-test:1");

        var failure = await FailureAsync<RequestRejectedException>(bench, request);

        Assert.Contains("is taken by a container", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{ "image": "kadende-test:1", "network": "none", "command": ["/no/such/program"] }""",
        "/no/such/program"
    )]
    [InlineData(
        """{ "image": "kadende-test:absent", "network": "none", "pull": "never" }""",
        "no image 'kadende-test:absent'"
    )]
    public async Task Create_CannotRun_IsRejectedAndLeavesNothing(string properties, string why)
    {
        var bench = Bench(properties);

        var failure = await FailureAsync<RequestRejectedException>(bench, bench.Request());

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await bench.ListAsync());
    }

    [Fact]
    public async Task Create_Volumes_AreMounted()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync($"{folder.Path}/f", "from outside", Cancel);
        var bench = Bench(
            $$"""{ "image": "kadende-test:1", "network": "none", "volumes": ["{{folder.Path}}:/given:ro", "kept:/kept"] }"""
        );

        var created = await bench.CreateAsync(bench.Request());

        var result = await ExecAsync(bench, created.Id, "cat /given/f; echo x >/kept/f && echo x >/given/g");
        Assert.StartsWith("from outside", result.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, result.ExitCode);
    }

    [Fact]
    public async Task Describe_LabelsWithOddCharacters_AreFoundAgain()
    {
        var bench = Bench(Plain);
        var plain = bench.Request();
        var labels = new Dictionary<string, string>(plain.Labels, StringComparer.Ordinal)
        {
            ["a=b,c"] = "=\"d\"\n\u00e9 {{.}}",
            ["empty"] = "",
        };
        var created = await bench.CreateAsync(plain with { Labels = labels });

        var listed = Assert.Single(await bench.ListAsync(labels));

        Assert.Equal(created.Id, listed.Id);
        Assert.Equal(labels.OrderBy(Key, StringComparer.Ordinal), listed.Labels.OrderBy(Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Destroy_Always_TakesAnonymousVolumesAlong()
    {
        var bench = Bench(Plain);
        var request = bench.Request();
        await bench.CreateAsync(request);
        var before = await VolumesAsync();
        await engine.RunAsync(
            $"docker run -d --network none -v /anonymous --name other-{request.Token} kadende-test:1"
        );
        var id = (await engine.RunAsync($"docker inspect -f '{{{{.Id}}}}' other-{request.Token}")).Output.Trim();

        await bench.DestroyAsync(id);

        Assert.Equal(before, await VolumesAsync());
    }

    [Fact]
    public async Task Exec_TakesTooLong_IsEndedAndUnavailable()
    {
        var bench = Bench(Plain);
        var created = await bench.CreateAsync(bench.Request());
        var slow = new ExecRequest(
            created.Id,
            bench.Properties,
            "echo $$ >/pid; while :; do sleep 1; done",
            TimeSpan.FromSeconds(2)
        );

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => _provider.ExecAsync(slow, Cancel));

        Assert.True(failure.ScriptTimedOut);
        // Nobody reaps it there: what is left says that it is dead.
        const string state = "p=$(cat /pid); if [ -d /proc/$p ]; then cat /proc/$p/stat; else echo ') Z '; fi";
        await UntilAsync(async () =>
            (await ExecAsync(bench, created.Id, state)).Output.Contains(") Z ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Exec_MuchOutputAndExitCode_AreTold()
    {
        var bench = Bench(Plain);
        var created = await bench.CreateAsync(bench.Request());

        var result = await ExecAsync(
            bench,
            created.Id,
            "i=0; while [ $i -lt 40000 ]; do i=$((i+1)); echo $i; done; echo end >&2; exit 7"
        );

        Assert.Equal(7, result.ExitCode);
        Assert.StartsWith("1\n2\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("40000\nend\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecAndConsole_UnknownMachine_SayThatItIsGone()
    {
        var bench = Bench(Plain);
        var unknown = new string('a', 64);

        await Assert.ThrowsAsync<InstanceGoneException>(() => ExecAsync(bench, unknown, "true"));
        await Assert.ThrowsAsync<InstanceGoneException>(() => ExecAsync(bench, "../x", "true"));
        await Assert.ThrowsAsync<InstanceGoneException>(() => ConsoleAsync(bench, unknown));
    }

    [Fact]
    public async Task AnyCall_EngineIsNotThere_IsUnavailable()
    {
        using var provider = new DockerProvider(
            Options.Create(new DockerOptions { Host = "unix:///tmp/kadende-no-engine" }),
            TimeProvider.System
        );
        var bench = new ProviderBench(() => provider, Json.Of(Plain));

        var failure = await Assert.ThrowsAsync<ProviderUnavailableException>(() => bench.ListAsync());

        Assert.Contains("unix:///tmp/kadende-no-engine", failure.Message, StringComparison.Ordinal);
        await FailureAsync<ProviderUnavailableException>(bench, bench.Request());
    }

    protected ProviderBench Bench(string properties)
    {
        var bench = new ProviderBench(() => _provider, Json.Of(properties));
        _benches.Add(bench);
        return bench;
    }

    private Task<string?> ConsoleAsync(ProviderBench bench, string id) =>
        _provider.ReadConsoleAsync(id, bench.Properties, Cancel);

    private Task<ExecResult> ExecAsync(ProviderBench bench, string id, string script) =>
        _provider.ExecAsync(new ExecRequest(id, bench.Properties, script, TimeSpan.FromSeconds(30)), Cancel);

    private async Task<string> VolumesAsync() => (await engine.RunAsync("docker volume ls -q")).Output;

    protected static async Task<TFailure> FailureAsync<TFailure>(ProviderBench bench, CreateRequest request)
        where TFailure : ProviderException
    {
        var result = Assert.Single(await bench.Provider.CreateAsync([request], Cancel));
        return Assert.IsType<TFailure>(Assert.IsType<CreateResult.Failed>(result).Failure);
    }

    private static string LabelFile(string json) =>
        string.Concat(
            (System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []).Select(label =>
                $"{label.Key}={label.Value}\n"
            )
        );

    private static string Key(KeyValuePair<string, string> label) => label.Key;

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), "It never came to be.");
        }
    }
}
