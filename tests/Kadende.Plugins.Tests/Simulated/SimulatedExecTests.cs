using System.Text.Json;
using Kadende.Plugins.Simulated;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Simulated;

public sealed class SimulatedExecTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SimulatedProvider _provider;
    private readonly SimulatedCloud _cloud;

    public SimulatedExecTests()
    {
        var options = Options.Create(new SimulatedOptions());
        var clouds = new SimulatedClouds(options, _time);
        _provider = new SimulatedProvider(clouds, options, _time);
        _cloud = clouds["default"];
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exec_ProgrammedScript_GivesItsResult()
    {
        var machine = await CreateAsync();
        _cloud.OnScript = (on, script) => new ExecResult(7, $"{on.Id}: {script}");

        var result = await ExecAsync(machine.Id);

        Assert.Equal(new ExecResult(7, $"{machine.Id}: uptime"), result);
        Assert.Equal("Exec", _cloud.Calls[^1].Name);
    }

    [Fact]
    public async Task Exec_SlowerThanItsTimeout_IsUnavailable()
    {
        var machine = await CreateAsync();
        _cloud.Faults = new SimulatedFaults { Latency = TimeSpan.FromSeconds(30) };

        var run = ExecAsync(machine.Id);
        _time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => run);
    }

    [Fact]
    public async Task Exec_MachineGoneOrStopped_IsTold()
    {
        var machine = await CreateAsync();
        _cloud.SetState(machine.Id, InstanceState.Stopped);
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => ExecAsync(machine.Id));

        _cloud.Remove(machine.Id);
        await Assert.ThrowsAsync<InstanceGoneException>(() => ExecAsync(machine.Id));
    }

    [Fact]
    public async Task ReadConsole_TextSet_IsShown()
    {
        var machine = await CreateAsync();
        Assert.Null(await _provider.ReadConsoleAsync(machine.Id, Properties, Cancel));

        _cloud.SetConsole(machine.Id, "Kernel panic");

        Assert.Equal("Kernel panic", await _provider.ReadConsoleAsync(machine.Id, Properties, Cancel));
    }

    private static JsonElement Properties => Json.Of("{}");

    private Task<ExecResult> ExecAsync(string id) =>
        _provider.ExecAsync(new ExecRequest(id, Properties, "uptime", TimeSpan.FromSeconds(10)), Cancel);

    private async Task<Instance> CreateAsync()
    {
        var bench = new ProviderBench(() => _provider, Properties);
        return await bench.CreateAsync(bench.Request());
    }
}
