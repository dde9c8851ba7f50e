using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Runtime.Heartbeats;
using Kadende.Sdk;
using Kadende.Sdk.Health;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

public sealed class HealthProberTests : IDisposable
{
    private readonly ProbedGroup _group = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _group.Dispose();

    [Theory]
    [InlineData(NodeState.Provisioning, true)]
    [InlineData(NodeState.Running, true)]
    [InlineData(NodeState.Unhealthy, true)]
    [InlineData(NodeState.Draining, false)]
    [InlineData(NodeState.Quarantined, false)]
    [InlineData(NodeState.Deleting, false)]
    public async Task Look_NodeInAState_IsAskedWhenItIsAtWork(NodeState state, bool asked)
    {
        var looks = await _group.LookAsync([_group.Node("n-1") with { State = state }], [ProbedGroup.Machine("n-1")]);

        Assert.Equal(asked, looks.ContainsKey("n-1"));
        Assert.Equal(asked ? 1 : 0, _group.Check.Asked.Count);
    }

    [Theory]
    [InlineData(HoldKind.Standby, 60, false)]
    [InlineData(HoldKind.Standby, -60, true)]
    [InlineData(HoldKind.Protected, 60, true)]
    public async Task Look_NodeIsHeld_IsAskedUnlessItStandsBy(HoldKind kind, int untilInSeconds, bool asked)
    {
        var now = _group.Clock.GetUtcNow();
        var hold = new NodeHold(kind, "ann", null, now.AddHours(-1), now.AddSeconds(untilInSeconds));

        var looks = await _group.LookAsync([_group.Node("n-1") with { Hold = hold }], [ProbedGroup.Machine("n-1")]);

        Assert.Equal(asked, looks.ContainsKey("n-1"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Look_GroupWithAFlavour_AsksOnlyConfiguredNodes(int done, bool asked)
    {
        var looks = await _group.LookAsync(
            [_group.Node("n-1") with { FlavoursDone = done }],
            [ProbedGroup.Machine("n-1")],
            source => source with { Facts = source.Facts with { Provisions = true } }
        );

        Assert.Equal(asked, looks.ContainsKey("n-1"));
    }

    [Fact]
    public async Task Look_MachineIsNotTheNodesOwn_IsNotAsked()
    {
        var looks = await _group.LookAsync(
            [_group.Node("n-1") with { InstanceId = "i-own" }],
            [ProbedGroup.Machine("n-1", "i-double"), ProbedGroup.Machine("n-1", "i-own")]
        );

        Assert.Equal(["i-own"], _group.Check.Asked.Select(probe => probe.Instance.Id));
        Assert.Single(looks);
    }

    [Fact]
    public async Task Look_SeveralChecks_RunAtOnceAndAreNamed()
    {
        var bothCame = new CountdownEvent(2);
        _group.Check.Answer = _group.Second.Answer = async _ =>
        {
            bothCame.Signal();
            await Task.Run(
                () => bothCame.Wait(TimeSpan.FromSeconds(20), Cancel),
                TestContext.Current.CancellationToken
            );
            return new HealthReading.Unhealthy($"{bothCame.CurrentCount} to come");
        };

        var looks = await _group.LookAsync(
            [_group.Node("n-1")],
            [ProbedGroup.Machine("n-1")],
            checks: "scripted second"
        );

        Assert.Equal(new HealthLook.Bad("0 to come; 0 to come", "scripted, second"), looks["n-1"]);
    }

    [Fact]
    public async Task Look_AnswerOlderThanTheIntervalAndALook_IsStaleAndDropped()
    {
        var slow = 0;
        _group.Check.Answer = probe =>
        {
            // The second machine takes longer than a look: by then the first one's answer says nothing of now.
            _group.Clock.Advance(slow++ == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(21));
            return Task.FromResult<HealthReading>(new HealthReading.Unhealthy(probe.Instance.Id));
        };

        var looks = await _group.LookAsync(
            [_group.Node("n-1"), _group.Node("n-2")],
            [ProbedGroup.Machine("n-1"), ProbedGroup.Machine("n-2")],
            parallelism: 1
        );

        Assert.Equal(_group.Check.Asked[1].Instance.Labels[LabelNames.Node], Assert.Single(looks).Key);
    }

    [Fact]
    public async Task Look_AnswerWithinTheInterval_CountsHoweverLongTheLookTook()
    {
        _group.Check.Answer = _ =>
        {
            _group.Clock.Advance(TimeSpan.FromSeconds(21));
            return Task.FromResult<HealthReading>(new HealthReading.Healthy());
        };

        var looks = await _group.LookAsync(
            [_group.Node("n-1"), _group.Node("n-2")],
            [ProbedGroup.Machine("n-1"), ProbedGroup.Machine("n-2")],
            parallelism: 1,
            interval: "30s"
        );

        Assert.Equal(2, looks.Count);
    }

    [Fact]
    public async Task Look_CheckThrows_IsUnclearAndNoFaultOfTheMachine()
    {
        _group.Check.Answer = _ => throw new InvalidOperationException("broken");

        var looks = await _group.LookAsync([_group.Node("n-1")], [ProbedGroup.Machine("n-1")]);

        Assert.Equal(new HealthLook.Unclear("Health check 'scripted' failed: broken", "scripted"), looks["n-1"]);
    }

    [Fact]
    public async Task Look_HeartbeatCheck_IsGivenTheNodesHeartbeatAndTheTime()
    {
        _group.Listen(TimeSpan.FromSeconds(90));
        var now = _group.Clock.GetUtcNow();
        _group.Heartbeats.Rows["n-1"] = new Heartbeat(now.AddSeconds(-5), "disk full");
        _group.Heartbeats.Rows["n-2"] = new Heartbeat(now.AddSeconds(-90), null);

        var looks = await _group.LookAsync(
            [_group.Node("n-1"), _group.Node("n-2"), _group.Node("n-3")],
            [ProbedGroup.Machine("n-1"), ProbedGroup.Machine("n-2"), ProbedGroup.Machine("n-3")],
            checks: "heartbeat"
        );

        Assert.Equal(new HealthLook.Bad("its heartbeat says: disk full", "heartbeat"), looks["n-1"]);
        Assert.Equal(new HealthLook.Bad("last heartbeat 90s ago, expected within 60s", "heartbeat"), looks["n-2"]);
        Assert.Equal(new HealthLook.Bad("no heartbeat yet, expected within 60s", "heartbeat"), looks["n-3"]);
    }

    [Fact]
    public async Task Look_HeartbeatCheckOnAHostThatHasJustStarted_SaysNothingOfSilentMachines()
    {
        _group.Listen(TimeSpan.FromSeconds(55));

        var looks = await _group.LookAsync([_group.Node("n-1")], [ProbedGroup.Machine("n-1")], checks: "heartbeat");

        Assert.IsType<HealthLook.Unclear>(looks["n-1"]);
    }

    [Fact]
    public async Task Look_NoHeartbeatCheck_ReadsNoHeartbeats()
    {
        await _group.LookAsync([_group.Node("n-1")], [ProbedGroup.Machine("n-1")]);

        Assert.Equal(0, _group.Heartbeats.Reads);
    }

    [Fact]
    public async Task Look_HeartbeatsOfNodesThatAreGone_AreRemovedInPortions()
    {
        _group.Heartbeats.Rows["n-1"] = new Heartbeat(_group.Clock.GetUtcNow(), null);
        Enumerable
            .Range(0, 150)
            .ToList()
            .ForEach(i => _group.Heartbeats.Rows[$"gone-{i}"] = _group.Heartbeats.Rows["n-1"]);

        await _group.LookAsync([_group.Node("n-1")], [ProbedGroup.Machine("n-1")], checks: "heartbeat");
        Assert.Equal(51, _group.Heartbeats.Rows.Count);
        await _group.LookAsync([_group.Node("n-1")], [ProbedGroup.Machine("n-1")], checks: "heartbeat");

        Assert.Equal(["n-1"], _group.Heartbeats.Rows.Keys);
    }
}
