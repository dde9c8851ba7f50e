using Kadende.Plugins.Health.Http;
using Kadende.Plugins.Processes;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Plugins.Tests.Health;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Processes;

public sealed class ProcessCreateTests : ProcessTests
{
    [Fact]
    public async Task Create_Init_RunsInItsOwnSessionAndFolder()
    {
        var created = await CreateAsync("exec sleep 1000");

        var stat = ProcessStat.Read(PidOf(created));
        Assert.Equal(PidOf(created), stat?.Session);
        Assert.Equal(Path.Combine(FolderOf(created), "work"), CwdOf(PidOf(created)));
        Assert.Equal("/dev/null", new FileInfo($"/proc/{PidOf(created)}/fd/0").ResolveLinkTarget(false)?.FullName);
    }

    [Fact]
    public async Task Create_NoInit_IdlesUntilItIsRemoved()
    {
        var created = await CreateAsync(init: null);

        Assert.Equal(InstanceState.Running, created.State);
        Assert.Equal("sleep\0infinity\0", await ReadAsync($"/proc/{PidOf(created)}/cmdline"));
    }

    [Fact]
    public async Task Create_Environment_HoldsOnlyWhatIsTold()
    {
        Environment.SetEnvironmentVariable("KADENDE_TEST_SECRET", "hidden");
        var request = Bench.Request(
            init: "env | cut -d= -f1 | sort | tr '\\n' ' '; exec sleep 1000",
            logicalId: "db-1"
        );

        var created = await Bench.CreateAsync(request);

        string[] shell = ["PWD", "OLDPWD", "SHLVL", "_", "LANG"];
        var names = (await LogAsync(created, "PORT_9090"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Except(shell);
        Assert.Equal(
            [
                "HOME",
                "KADENDE_CLUSTER",
                "KADENDE_GROUP",
                "KADENDE_LOGICAL_ID",
                "KADENDE_NODE",
                "KADENDE_TOKEN",
                "MODE",
                "PATH",
                "PORT",
                "PORT_8080",
                "PORT_9090",
            ],
            names.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Create_Variables_TellTheNodeItsPlace()
    {
        var request = Bench.Request(
            init: "echo \"$KADENDE_NODE $KADENDE_CLUSTER $KADENDE_GROUP $KADENDE_LOGICAL_ID $MODE $PORT $PORT_8080 $PORT_9090 end\"; exec sleep 1000",
            logicalId: "db-1"
        );

        var created = await Bench.CreateAsync(request);

        var ports = $"{created.Ports[8080]} {created.Ports[8080]} {created.Ports[9090]}";
        Assert.Equal($"{request.Token} c1 web db-1 blue {ports} end\n", await LogAsync(created, "end"));
    }

    [Fact]
    public async Task Create_Shebang_RunsItsInterpreter()
    {
        var created = await CreateAsync(
            "#!/usr/bin/env node\nconsole.log('node ' + (6 * 7)); setInterval(() => {}, 1000)"
        );

        Assert.Equal("node 42\n", await LogAsync(created, "42"));
    }

    [Fact]
    public async Task Create_PublishedPort_IsReachedByTheHttpCheck()
    {
        var created = await CreateAsync(
            "exec node -e 'require(\"http\").createServer((q, a) => a.end(\"ok\")).listen(process.env.PORT, \"127.0.0.1\", () => console.log(\"up\"))'"
        );
        await LogAsync(created, "up");
        using var check = new HttpHealthCheck(Probes.Anywhere, TimeProvider.System);
        var probe = new HealthProbe(created, Json.Of("""{ "port": 8080 }"""), TimeSpan.FromSeconds(10));

        Assert.Equal(new HealthReading.Healthy(), await check.CheckAsync(probe, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Create_Ports_AreUniqueInTheRange()
    {
        var created = await Bench.CreateAsync(Bench.Requests(20));

        var ports = created.SelectMany(instance => instance.Ports.Values).ToList();
        Assert.Equal(40, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 20000, 29999));
    }

    [Fact]
    public async Task Create_NoPortLeft_SaysThatThereIsNoCapacity()
    {
        var small = Open(
            new ProcessOptions
            {
                Directory = Root,
                PortFrom = 29500,
                PortTo = 29500,
            }
        );

        var results = await small.CreateAsync([Bench.Request()], TestContext.Current.CancellationToken);

        Assert.IsType<NoCapacityException>(Assert.IsType<CreateResult.Failed>(results[0]).Failure);
        Assert.Empty(await Bench.ListAsync());
    }

    [Theory]
    [InlineData(LabelNames.Installation, "../elsewhere")]
    [InlineData(LabelNames.Installation, "")]
    [InlineData(LabelNames.Installation, "/tmp")]
    public async Task Create_LabelThatLeadsElsewhere_IsRejected(string label, string value)
    {
        var request = Bench.Request();
        var labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal) { [label] = value };

        var results = await Bench.Provider.CreateAsync(
            [request with { Labels = labels }],
            TestContext.Current.CancellationToken
        );

        Assert.IsType<RequestRejectedException>(Assert.IsType<CreateResult.Failed>(results[0]).Failure);
    }
}
