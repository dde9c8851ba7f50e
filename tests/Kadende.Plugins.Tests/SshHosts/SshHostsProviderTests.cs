using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.Ssh;

namespace Kadende.Plugins.Tests.SshHosts;

public sealed class SshHostsProviderTests : PoolBench
{
    [Fact]
    public async Task Create_LongInit_RunsApartFromTheCallInTheMachinesFolder()
    {
        var bench = Bench();
        var request = bench.Request(init: "#!/bin/sh\necho \"$KADENDE_TOKEN\" >here\nsleep 1000\n");

        var created = await bench.CreateAsync(request);

        await UntilAsync(async () => (await ExecAsync(bench, created.Id, "cat here")).Output == request.Token + "\n");
        var listed = Assert.Single(await bench.ListAsync());
        Assert.Equal((InstanceState.Running, "running"), (listed.State, listed.Details["init"]));
        Assert.Equal("127.0.0.1", listed.Address);
        await bench.DestroyAsync(created.Id);
    }

    [Fact]
    public async Task Create_InitThatFails_IsTold()
    {
        var bench = Bench();

        await bench.CreateAsync(bench.Request(init: "false\nexit 3"));

        var listed = await bench.UntilAsync(seen => seen is [{ Details: var details }] && details["init"] == "3");
        Assert.Equal(InstanceState.Running, Assert.Single(listed).State);
    }

    [Fact]
    public async Task Create_SlotsAfterEachOther_SpreadOverTheZones()
    {
        var bench = Bench();

        var one = await bench.CreateAsync(bench.Request() with { Spread = 1 });
        var two = await bench.CreateAsync(bench.Request() with { Spread = 2 });

        Assert.Equal(("z1", "z2"), (one.Details["zone"], two.Details["zone"]));
    }

    [Fact]
    public async Task Create_PoolIsFull_SaysHowManyAreClaimedAndSilent()
    {
        var bench = Bench();
        await bench.CreateAsync(bench.Requests(2));
        var taken = (await bench.ListAsync()).Select(ServerOf).ToList();
        await Servers[Enumerable.Range(0, 3).Except(taken).Single()].StopAsync();

        var failure = await FailureAsync<NoCapacityException>(bench, bench.Request());

        Assert.Contains("of 3, 2 are claimed and 1 did not answer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_TwoProvidersForOneHost_OneGetsIt()
    {
        var pool = Pool(hosts: 1);
        var mine = Bench(pool);
        var yours = Bench(pool, Open());

        var answers = await Task.WhenAll(
            mine.Provider.CreateAsync([mine.Request()], Cancel),
            yours.Provider.CreateAsync([yours.Request()], Cancel)
        );

        Assert.Single(answers, answer => answer is [CreateResult.Created]);
        Assert.Single(answers, answer => answer is [CreateResult.Failed { Failure: NoCapacityException }]);
        Assert.Single((await mine.ListAsync()).Concat(await yours.ListAsync()));
    }

    [Fact]
    public async Task Create_TwoProvidersForThreeHosts_NoHostIsGivenTwice()
    {
        var mine = Bench();
        var yours = Bench(provider: Open());

        var answers = await Task.WhenAll(
            mine.Provider.CreateAsync(mine.Requests(3), Cancel),
            yours.Provider.CreateAsync(yours.Requests(3), Cancel)
        );

        var hosts = answers
            .SelectMany(answer => answer)
            .OfType<CreateResult.Created>()
            .Select(one => one.Instance.Details["host"]);
        Assert.Equal(3, hosts.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, hosts.Count());
    }

    [Fact]
    public async Task Create_CrashBetweenClaimAndInit_TheNextLookBeginsIt()
    {
        var bench = Bench();
        var request = bench.Request(init: "echo begun >here");
        var created = await bench.CreateAsync(request);
        var node = $"{FolderOf(ServerOf(created))}/nodes/{request.Token}";
        await UntilAsync(async () => (await bench.ListAsync())[0].Details["init"] == "0");
        // What a crash leaves: the claim and what is to be begun.
        Directory.Delete($"{node}/work", recursive: true);
        Directory.CreateDirectory($"{node}/work");

        await bench.UntilAsync(seen => seen is [{ Details: var details }] && details["init"] == "0");

        Assert.Equal("begun\n", await File.ReadAllTextAsync($"{node}/work/here", Cancel));
    }

    [Fact]
    public async Task Create_AgainAfterTheFirstCallOnlyWroteItsNotes_TakesTheNotedHost()
    {
        var bench = Bench();
        var request = bench.Request();
        var created = await bench.CreateAsync(request);
        // What a crash between notes and claim leaves.
        File.Delete($"{FolderOf(ServerOf(created))}/claim");
        Assert.Empty(await bench.ListAsync());

        Assert.Equal(created.Id, (await bench.CreateAsync(request with { Spread = 1 })).Id);
    }

    [Fact]
    public async Task Destroy_Always_StopsResetsAndFreesTheHost()
    {
        using var outside = new TemporaryDirectory();
        var pool = Pool(reset: $"echo reset >>{outside.Path}/log", hosts: 1);
        var bench = Bench(pool);
        var created = await bench.CreateAsync(
            bench.Request(
                init: $"setsid sleep 1000 & echo $! >{outside.Path}/begun; mv {outside.Path}/begun {outside.Path}/pid; wait"
            )
        );
        await UntilAsync(() => Task.FromResult(File.Exists($"{outside.Path}/pid")));
        var pid = (await File.ReadAllTextAsync($"{outside.Path}/pid", Cancel)).Trim();

        await bench.DestroyAsync(created.Id);
        await bench.UntilAsync(seen => seen.Count == 0);
        await bench.DestroyAsync(created.Id);

        // A process that ended stays visible until its parent has noticed.
        await UntilAsync(() => Task.FromResult(!Directory.Exists($"/proc/{pid}")));
        Assert.Equal("reset\n", await File.ReadAllTextAsync($"{outside.Path}/log", Cancel));
        Assert.Empty(Directory.EnumerateFileSystemEntries($"{FolderOf(0)}/nodes"));
        await bench.CreateAsync(bench.Request());
        Assert.Single(await bench.ListAsync());
    }

    [Fact]
    public async Task Destroy_ResetFails_KeepsTheHostUntilItWorks()
    {
        var bench = Bench(Pool(reset: "echo disk is worn >&2; exit 4", hosts: 1));
        var created = await bench.CreateAsync(bench.Request());

        var result = Assert.Single(
            await Provider.DestroyAsync(
                [new DestroyRequest(created.Id, bench.Properties, RemovalReason.NotWanted, "test")],
                Cancel
            )
        );

        var failure = Assert.IsType<DestroyResult.Failed>(result).Failure;
        Assert.Contains("exit code 4\ndisk is worn", failure.Message, StringComparison.Ordinal);
        Assert.Equal(InstanceState.Terminating, Assert.Single(await bench.ListAsync()).State);
        await FailureAsync<NoCapacityException>(bench, bench.Request());
        var works = await Provider.DestroyAsync(
            [new DestroyRequest(created.Id, Pool(reset: "true", hosts: 1), RemovalReason.NotWanted, "test")],
            Cancel
        );
        Assert.IsType<DestroyResult.Accepted>(Assert.Single(works));
        Assert.Empty(await bench.UntilAsync(seen => seen.Count == 0));
    }

    [Fact]
    public async Task Exec_HostBecameAnothers_SaysThatTheMachineIsGone()
    {
        var bench = Bench(Pool(hosts: 1));
        var old = await bench.CreateAsync(bench.Request());
        await bench.DestroyAsync(old.Id);
        await bench.UntilAsync(seen => seen.Count == 0);
        await bench.CreateAsync(bench.Request());

        await Assert.ThrowsAsync<InstanceGoneException>(() => ExecAsync(bench, old.Id, "echo never"));
        await Assert.ThrowsAsync<InstanceGoneException>(() => ExecAsync(bench, "other:22/x", "echo never"));
    }

    [Fact]
    public async Task Key_InTheProperties_IsUsedInsteadOfTheOperators()
    {
        var key = await File.ReadAllTextAsync(Servers[0].PrivateKeyFile, Cancel);
        var bench = Bench(Pool(key: key.Trim()));
        var strange = Bench(Pool(key: await File.ReadAllTextAsync(Servers[0].StrangeKeyFile, Cancel)));

        await bench.CreateAsync(bench.Request());

        Assert.Single(await bench.ListAsync());
        await Assert.ThrowsAsync<CredentialException>(() => strange.ListAsync());
        var unreadable = await Assert.ThrowsAsync<CredentialException>(() => Bench(Pool(key: "S3CRET")).ListAsync());
        Assert.DoesNotContain("S3CRET", unreadable.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", Provider.ScopeOf(bench.Properties), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "user": "u", "hosts": ["127.0.0.1", "h:99999"] }""", "hosts/1")]
    [InlineData("""{ "user": "u", "hosts": ["127.0.0.1", "127.0.0.1:22"] }""", "hosts")]
    [InlineData("""{ "user": "u", "hosts": ["10.0.0.1"] }""", "hosts/0")]
    [InlineData("""{ "user": "u", "hosts": ["127.0.0.1"], "folder": "/a/../b" }""", "hosts/0")]
    [InlineData("""{ "user": "u", "hosts": [{ "host": "127.0.0.1", "folder": "/a b;c" }] }""", "hosts/0")]
    public async Task Validate_Fault_NamesThePlace(string properties, string path) =>
        Assert.Equal(path, Assert.Single(await Provider.ValidateAsync(Json.Of(properties), Cancel)).Path);

    [Fact]
    public async Task Validate_HostShowsAnotherKeyThanPinned_IsAFaultAtTheHost()
    {
        var pool = $$"""
            { "user": "{{SshServer.User}}", "hosts": [
              { "host": "127.0.0.1", "port": {{Servers[0].Port}}, "folder": "{{FolderOf(0)}}" },
              { "host": "127.0.0.1", "port": {{Servers[1].Port}}, "folder": "{{FolderOf(
                1
            )}}", "hostKey": "SHA256:AAAA" } ] }
            """;

        var fault = Assert.Single(await Provider.ValidateAsync(Json.Of(pool), Cancel));

        Assert.Equal("hosts/1", fault.Path);
        Assert.Contains("pinned", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_InitIsTooLong_IsRejected() =>
        await FailureAsync<RequestRejectedException>(Bench(), Bench().Request(init: new string('x', 50_000)));

    private static async Task<TFailure> FailureAsync<TFailure>(ProviderBench bench, CreateRequest request)
        where TFailure : ProviderException
    {
        var result = Assert.Single(await bench.Provider.CreateAsync([request], Cancel));
        return Assert.IsType<TFailure>(Assert.IsType<CreateResult.Failed>(result).Failure);
    }
}
