using Kadende.Plugins.Simulated;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Simulated;

public sealed class SimulatedCloudTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BootAndDeleteTime_PassWithTheClock()
    {
        var (cloud, bench) = Open();
        cloud.Faults = new SimulatedFaults
        {
            BootTime = TimeSpan.FromSeconds(30),
            DeleteTime = TimeSpan.FromSeconds(20),
        };

        var created = await bench.CreateAsync(bench.Request());
        Assert.Equal([InstanceState.Starting], await StatesAsync(bench));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([InstanceState.Running], await StatesAsync(bench));
        await bench.DestroyAsync(created.Id);
        Assert.Equal([InstanceState.Terminating], await StatesAsync(bench));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(await StatesAsync(bench));
    }

    [Fact]
    public async Task Latency_TheCloudActsBeforeItAnswers()
    {
        var (cloud, bench) = Open("""{ "latency": "5s" }""");

        var answer = bench.Provider.CreateAsync([bench.Request()], Cancel);

        Assert.False(answer.IsCompleted);
        Assert.Single(cloud.Machines);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsType<CreateResult.Created>(Assert.Single(await answer));
    }

    [Fact]
    public async Task Quota_IsOfTheWholeCloud()
    {
        var (cloud, bench) = Open();
        cloud.Faults = new SimulatedFaults { Quota = 3 };

        var results = await bench.Provider.CreateAsync(bench.Requests(5), Cancel);

        Assert.Equal(3, results.Count(result => result is CreateResult.Created));
        Assert.All(
            results.OfType<CreateResult.Failed>(),
            failed => Assert.IsType<QuotaExceededException>(failed.Failure)
        );
        await bench.DestroyAsync(cloud.Machines[0].Id);
        await bench.CreateAsync(bench.Request());
    }

    [Fact]
    public async Task Capacity_IsOfAZone()
    {
        var (cloud, bench) = Open("""{ "zone": "north" }""");
        cloud.Faults = new SimulatedFaults { Capacity = new Dictionary<string, int> { ["north"] = 1 } };

        var results = await bench.Provider.CreateAsync(bench.Requests(2), Cancel);

        Assert.IsType<NoCapacityException>(Assert.IsType<CreateResult.Failed>(results[1]).Failure);
        Assert.Equal("north", Assert.Single(cloud.Machines).Details["zone"]);
    }

    [Fact]
    public async Task ListLag_ListingsShowTheWorldAsItWas()
    {
        var (cloud, bench) = Open();
        cloud.Faults = new SimulatedFaults { ListLag = TimeSpan.FromSeconds(10) };

        var created = await bench.CreateAsync(bench.Request());
        Assert.Empty(await StatesAsync(bench));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([InstanceState.Running], await StatesAsync(bench));
        await bench.DestroyAsync(created.Id);
        Assert.Equal([InstanceState.Running], await StatesAsync(bench));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(await StatesAsync(bench));
    }

    [Fact]
    public async Task EmptyNextListings_OnceEmptyThenRight()
    {
        var (cloud, bench) = Open();
        await bench.CreateAsync(bench.Request());
        cloud.EmptyNextListings();

        Assert.Empty(await bench.ListAsync());
        Assert.Single(await bench.ListAsync());
    }

    [Fact]
    public async Task Outage_FailsEveryCallInIt()
    {
        var (cloud, bench) = Open();
        var now = _time.GetUtcNow();
        cloud.Faults = new SimulatedFaults { Outages = [new SimulatedOutage(now.AddSeconds(1), now.AddSeconds(2))] };
        await bench.CreateAsync(bench.Request());

        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => bench.ListAsync());
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => bench.CreateAsync(bench.Request()));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await bench.ListAsync());
    }

    [Fact]
    public async Task CallsPerSecond_ThrottlesUntilTheSecondIsOver()
    {
        var (cloud, bench) = Open();
        cloud.Faults = new SimulatedFaults { CallsPerSecond = 2 };
        await bench.ListAsync();
        await bench.ListAsync();

        var failure = await Assert.ThrowsAsync<ThrottledException>(() => bench.ListAsync());

        Assert.Equal(TimeSpan.FromSeconds(1), failure.RetryAfter);
        _time.Advance(failure.RetryAfter);
        await bench.ListAsync();
    }

    [Fact]
    public async Task LoseNextAnswers_TheMachineIsMadeAndFoundByItsToken()
    {
        var (cloud, bench) = Open();
        cloud.LoseNextAnswers();
        var request = bench.Request();

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => bench.CreateAsync(request));

        var again = await bench.CreateAsync(request);
        Assert.Equal(again.Id, Assert.Single(cloud.Machines).Id);
    }

    [Fact]
    public async Task DoubleNextCreations_TwoMachinesForOneRequest()
    {
        var (cloud, bench) = Open();
        cloud.DoubleNextCreations();

        var created = await bench.CreateAsync(bench.Request());

        Assert.Equal(2, cloud.Machines.Count);
        Assert.Single(cloud.Machines, machine => machine.Id == created.Id);
        Assert.Equal(2, (await bench.ListAsync()).Count);
    }

    [Fact]
    public async Task NotIdempotent_SameTokenMakesAnother()
    {
        var (cloud, bench) = Open(options: new SimulatedOptions { IdempotentCreate = false });
        var request = bench.Request();

        await bench.CreateAsync(request);
        await bench.CreateAsync(request);

        Assert.False(bench.Provider.Description.Capabilities.IdempotentCreate);
        Assert.Equal(2, cloud.Machines.Select(machine => machine.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task FailNextCreations_EachFailsByItself()
    {
        var (cloud, bench) = Open();
        cloud.FailNextCreations(new RequestRejectedException("no such image"), 2);

        var results = await bench.Provider.CreateAsync(bench.Requests(3), Cancel);

        Assert.Equal([true, true, false], results.Select(result => result is CreateResult.Failed));
        Assert.Single(cloud.Machines);
    }

    [Fact]
    public async Task FailNextCalls_NothingHappens()
    {
        var (cloud, bench) = Open();
        cloud.FailNextCalls(new CredentialException("expired"));

        await Assert.ThrowsAsync<CredentialException>(() => bench.CreateAsync(bench.Request()));

        Assert.Empty(cloud.Machines);
    }

    [Fact]
    public async Task FailRate_SameSeed_SameOutcome()
    {
        var (_, one) = Open("""{ "failRate": 0.5 }""");
        var (_, other) = Open("""{ "failRate": 0.5 }""");

        var first = await one.Provider.CreateAsync(one.Requests(50), Cancel);
        var second = await other.Provider.CreateAsync(other.Requests(50), Cancel);

        Assert.Equal(
            first.Select(result => result is CreateResult.Failed),
            second.Select(result => result is CreateResult.Failed)
        );
        Assert.InRange(first.Count(result => result is CreateResult.Failed), 10, 40);
    }

    [Fact]
    public async Task StopAndRemove_BehindOurBack_AreSeen()
    {
        var (cloud, bench) = Open();
        var created = await bench.CreateAsync(bench.Requests(2));

        cloud.SetState(created[0].Id, InstanceState.Stopped);
        cloud.Remove(created[1].Id);

        Assert.Equal([InstanceState.Stopped], await StatesAsync(bench));
        Assert.Throws<InvalidOperationException>(() => cloud.Remove("unheard-of"));
    }

    [Fact]
    public async Task LoseAZone_AllItsMachinesStopThenVanish()
    {
        var (cloud, bench) = Open("""{ "zone": "eu-1" }""");
        await bench.CreateAsync(bench.Requests(2));

        cloud.SetZoneState("eu-2", InstanceState.Failed);
        var before = await StatesAsync(bench);
        cloud.SetZoneState("eu-1", InstanceState.Stopped);
        var stopped = await StatesAsync(bench);
        cloud.RemoveZone("eu-1");

        Assert.Equal([InstanceState.Running, InstanceState.Running], before);
        Assert.Equal([InstanceState.Stopped, InstanceState.Stopped], stopped);
        Assert.Empty(cloud.Machines);
    }

    [Fact]
    public async Task CancelPlans_WhatWasPlanned_DoesNotHappen()
    {
        var (cloud, bench) = Open();
        cloud.FailNextCalls(new ProviderUnavailableException("Planned."), 3);
        cloud.DoubleNextCreations(3);

        cloud.CancelPlans();
        await bench.CreateAsync(bench.Request());

        Assert.Single(cloud.Machines);
    }

    [Fact]
    public async Task Calls_TellWhatWasAsked()
    {
        var (cloud, bench) = Open();

        var created = await bench.CreateAsync(bench.Request("n1-1"));
        await bench.ListAsync();
        await bench.DestroyAsync(created.Id);

        Assert.Equal(
            ["Create n1-1", "Describe ", $"Destroy {created.Id}"],
            cloud.Calls.Select(call => $"{call.Name} {string.Join(',', call.Subjects)}")
        );
    }

    [Fact]
    public async Task Clouds_OfOtherNames_AreApart()
    {
        var (cloud, bench) = Open("""{ "cloud": "lab" }""");

        await bench.CreateAsync(bench.Request());

        Assert.Empty(cloud.Machines);
        Assert.Equal("lab", bench.Provider.ScopeOf(bench.Properties));
    }

    private static async Task<IEnumerable<InstanceState>> StatesAsync(ProviderBench bench) =>
        (await bench.ListAsync()).Select(instance => instance.State);

    private (SimulatedCloud Cloud, ProviderBench Bench) Open(string properties = "{}", SimulatedOptions? options = null)
    {
        var settings = Options.Create(options ?? new SimulatedOptions());
        var clouds = new SimulatedClouds(settings, _time);
        return (
            clouds["default"],
            new ProviderBench(() => new SimulatedProvider(clouds, settings, _time), Json.Of(properties))
        );
    }
}
