using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Kadende.Core.Tests.Hands;
using Kadende.Core.Tests.Specs;
using Kadende.Core.Why;
using Xunit;

namespace Kadende.Core.Tests.Why;

public sealed class WhysTests
{
    private static readonly GroupSpec Group = Texts.GoodGroup();

    [Fact]
    public void Node_AllWell_HasNothingToWaitFor()
    {
        var why = Node(Well());

        Assert.Equal([Waiting.Nothing], why.WaitsFor);
        Assert.StartsWith(
            "Node n1 in slot web/0, machine i-n1 is Running and healthy",
            why.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(HealthStatus.Healthy, why.Verdict!.Status);
    }

    [Theory]
    [InlineData("", "Nothing but the provider's listing says Healthy.")]
    [InlineData("health: { checks: [{ type: tcp, port: 80 }] }", "Check tcp says Healthy.")]
    [InlineData(
        "health: { checks: [{ type: tcp, port: 80 }, { type: heartbeat }] }",
        "The checks tcp, heartbeat together say Healthy."
    )]
    public void Node_NoCheckComplains_AllOfThemAreTheJudge(string health, string expected)
    {
        var around = Around(Status()) with { Spec = Texts.GoodGroup(health) };

        Assert.Equal(expected, Node(Well(), around).Verdict!.Message);
    }

    public static TheoryData<Node, WaitKind, string> States =>
        new()
        {
            {
                Slots.Node(state: NodeState.Pending) with
                {
                    Problem = NodeProblem.Quota,
                },
                WaitKind.Quota,
                "tried again"
            },
            {
                Slots.Node(state: NodeState.Pending) with
                {
                    Problem = NodeProblem.NoCapacity,
                },
                WaitKind.Quota,
                "tried again"
            },
            {
                Slots.Node(state: NodeState.Pending) with
                {
                    Problem = NodeProblem.Throttled,
                },
                WaitKind.Backoff,
                "tried again"
            },
            {
                Slots.Node(state: NodeState.Pending) with
                {
                    Problem = NodeProblem.Credential,
                },
                WaitKind.Provider,
                "tried again"
            },
            { Slots.Node(state: NodeState.Creating), WaitKind.Provider, "asked for its machine" },
            {
                Slots.Node(state: NodeState.Creating) with
                {
                    AdoptId = "vm-7",
                },
                WaitKind.Provider,
                "vm-7 is taken over"
            },
            { Slots.Node(state: NodeState.Provisioning), WaitKind.Provider, "on its way up" },
            { Slots.Node(state: NodeState.Provisioning) with { Doing = "Joins." }, WaitKind.Flavour, "Joins." },
            { Slots.Node(state: NodeState.Draining), WaitKind.Drain, "lets go of its work" },
            { Slots.Node(state: NodeState.Quarantined), WaitKind.Hold, "kept for a look" },
            { Slots.Node(state: NodeState.Deleting), WaitKind.Provider, "asked to remove" },
            { Slots.Node(state: NodeState.Failed), WaitKind.Update, "when the spec changes" },
            { Well() with { Health = NodeHealth.Up with { Bad = 2 } }, WaitKind.Health, "2 of 3 bad answers" },
            { Well() with { Health = NodeHealth.None }, WaitKind.Health, "Nothing can be said" },
            { Well() with { MissingSince = Slots.Now }, WaitKind.Provider, "does not list" },
            { Well() with { ConfigHash = "older" }, WaitKind.Update, "when its turn comes" },
            {
                Slots.Node(state: NodeState.Unhealthy) with
                {
                    ConfigHash = Group.ConfigHash,
                },
                WaitKind.Health,
                "next look"
            },
            {
                Well() with
                {
                    Hold = new NodeHold(HoldKind.Protected, "ann", "Mine.", Slots.Now, null),
                },
                WaitKind.Hold,
                "ann protects it (Mine)"
            },
        };

    [Theory]
    [MemberData(nameof(States))]
    public void Node_InAState_SaysWhatItWaitsFor(Node node, WaitKind kind, string words)
    {
        var waiting = Node(node).WaitsFor[0];

        Assert.Equal(kind, waiting.Kind);
        Assert.Contains(words, waiting.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RepairBudget", WaitKind.Budget)]
    [InlineData("RepairWaits", WaitKind.Backoff)]
    [InlineData("ProviderUnavailable", WaitKind.Provider)]
    public void Node_IllInAGroupThatHoldsBack_SaysWhy(string condition, WaitKind kind)
    {
        var ill = Slots.Node(state: NodeState.Unhealthy) with { ConfigHash = Group.ConfigHash };
        var until = Slots.Now.AddMinutes(5);

        var why = Node(ill, Around(Status(null, new Condition(condition, Slots.Now, "It waits.") { Until = until })));

        Assert.Equal(
            (kind, "It waits.", until),
            (why.WaitsFor[0].Kind, why.WaitsFor[0].Message, why.WaitsFor[0].Until)
        );
        Assert.Equal(condition, why.WaitsFor[0].Data["condition"]);
    }

    [Fact]
    public void Node_IllWithAnOpenBreaker_WaitsForAPerson()
    {
        var ill = Slots.Node(state: NodeState.Unhealthy) with { ConfigHash = Group.ConfigHash };

        var why = Node(ill, Around(Status(new Breaker(Slots.Now, "5 of 8.", "zone=a"))));

        Assert.Equal((WaitKind.Breaker, "zone=a"), (why.WaitsFor[0].Kind, why.WaitsFor[0].Data["cause"]));
    }

    [Fact]
    public void Node_DeadByItsProviderWithAnOpenBreaker_WaitsForNobody()
    {
        var dead = Slots.Node(state: NodeState.Unhealthy) with
        {
            ConfigHash = Group.ConfigHash,
            Health = NodeHealth.None with { Status = HealthStatus.Unhealthy, ByProvider = true },
        };

        var why = Node(dead, Around(Status(new Breaker(Slots.Now, "5 of 8.", "zone=a"))));

        Assert.Equal(WaitKind.Health, why.WaitsFor[0].Kind);
    }

    [Fact]
    public void Node_NotJudgedYet_WaitsUntilTheGraceOfItsMachineIsOver()
    {
        var node = Well() with { Health = NodeHealth.None, AskedAt = Slots.Now.AddMinutes(-3) };

        Assert.Equal(Slots.Now.AddMinutes(7), Node(node).WaitsFor[0].Until);
    }

    [Fact]
    public void Node_OnItsWayUp_WaitsAsLongAsItsMachineMayTake()
    {
        var node = Slots.Node(state: NodeState.Provisioning) with { AskedAt = Slots.Now.AddMinutes(-9) };

        Assert.Equal(node.Since + Group.CreateTimeout, Node(node).WaitsFor[0].Until);
    }

    [Fact]
    public void Node_IllWithASuccessor_WaitsForItsHealth()
    {
        var ill = Slots.Node(state: NodeState.Unhealthy) with { ConfigHash = Group.ConfigHash };
        var slot = Slots.Of(ill, Slots.Node("n2", NodeState.Provisioning));

        var why = Whys.Of(slot, ill, Around(Status()), []);

        Assert.Equal(
            ("n2", "Provisioning"),
            (why.WaitsFor[0].Data["successor"], why.WaitsFor[0].Data["successorState"])
        );
    }

    [Fact]
    public void Node_OutdatedOnDelete_StaysUntilItGoes()
    {
        var onDelete = Texts.GoodGroup("update: { strategy: onDelete }");

        var why = Node(Well() with { ConfigHash = "older" }, Around(Status()) with { Spec = onDelete });

        Assert.Contains("onDelete", why.WaitsFor[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Node_SomebodysWord_IsTheVerdict()
    {
        var said = Well() with { External = new ExternalHealth(false, "The disk.", "ann", Slots.Now, null) };

        var verdict = Node(said).Verdict!;

        Assert.Equal((HealthStatus.Unhealthy, "ann"), (verdict.Status, verdict.Data["actor"]));
        Assert.Equal("ann set it unhealthy: The disk.", verdict.Message);
    }

    [Fact]
    public void Node_WithALife_TellsItsDecisionsAndLineage()
    {
        var past = new PastNode("n0", ReplaceReason.Unhealthy, "It was ill.", Slots.Now.AddDays(-1), Slots.Now);
        var slot = Slots.Of(Well()) with { Lineage = Lineage.Fresh with { Past = [past] } };

        var why = Whys.Of(slot, slot.Nodes[0], Around(Status()), [Told("n1", EventKind.NodeCreating)]);

        Assert.Equal([past], why.Lineage);
        Assert.Equal(EventKind.NodeCreating, Assert.Single(why.Decisions).Kind);
    }

    [Fact]
    public void Gone_KnownToTheLog_TellsItsEnd()
    {
        var why = Whys.OfGone("n1", [Told("n1", EventKind.NodeDeleting), Told("n1", EventKind.NodeGone)])!;

        Assert.Equal((null, "web", 2), (why.State, why.Group, why.Decisions.Count));
        Assert.StartsWith("Node n1 is gone since 2026-03-01", why.Message, StringComparison.Ordinal);
        Assert.Null(Whys.OfGone("n1", []));
    }

    [Fact]
    public void Group_Converged_HasNothingToWaitFor()
    {
        var why = Whys.Of(Slots.Web, [Slots.Of(Well())], Around(Status()), []);

        Assert.Equal([Waiting.Nothing], why.WaitsFor);
        Assert.Empty(why.Nodes);
        Assert.Contains("1 of 1 wanted nodes are healthy", why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_HeldAndScheduled_SaysBoth()
    {
        var hold = new GroupHold(GroupHoldKind.Paused, "ann", "A migration.", Slots.Now);
        var next = new SizeStep(Slots.Now.AddHours(1), 4);
        var around = Around(Status(null, new Condition("Paused", Slots.Now, "ann paused it."))) with
        {
            Hold = hold,
            Size = new EffectiveSize(1, SizeOrigin.Schedule, Slots.Now, null, next),
        };

        var why = Whys.Of(Slots.Web, [Slots.Of(Well())], around, []);

        Assert.Equal([WaitKind.Hold, WaitKind.Schedule], why.WaitsFor.Select(waiting => waiting.Kind));
        Assert.Equal((next.At, "4"), (why.WaitsFor[1].Until, why.WaitsFor[1].Data["to"]));
    }

    [Fact]
    public void Group_SeveralNodesThatWait_AreSummedByKindAndListed()
    {
        Slot[] slots =
        [
            Slots.Keyed("0", Slots.Node("n1", NodeState.Pending) with { Problem = NodeProblem.Quota }),
            Slots.Keyed("1", Slots.Node("n2", NodeState.Pending) with { Problem = NodeProblem.Quota }),
            Slots.Keyed("2", Well()),
        ];

        var why = Whys.Of(Slots.Web, slots, Around(Status()), []);

        var waiting = Assert.Single(why.WaitsFor);
        Assert.Equal((WaitKind.Quota, "2"), (waiting.Kind, waiting.Data["nodes"]));
        Assert.Equal(["n1", "n2"], why.Nodes.Select(node => node.Node));
    }

    [Fact]
    public void Group_NewSpec_WaitsForItsLook()
    {
        var why = Whys.Of(Slots.Web, [], Around(Status()) with { Generation = 2 }, []);

        Assert.Contains(why.WaitsFor, waiting => waiting.Message.Contains("Generation 2", StringComparison.Ordinal));
    }

    private static NodeWhy Node(Node node, Surroundings? around = null)
    {
        var slot = Slots.Of(node);
        return Whys.Of(slot, node, around ?? Around(Status()), []);
    }

    private static Node Well() => Slots.Node() with { ConfigHash = Group.ConfigHash, Health = NodeHealth.Up };

    private static Surroundings Around(GroupStatus status) =>
        new(Group, new EffectiveSize(1, SizeOrigin.Spec, null, null, null), status, null, 1, Slots.Now);

    private static GroupStatus Status(Breaker? breaker = null, params Condition[] conditions) =>
        new()
        {
            Path = Slots.Web,
            Generation = 1,
            State = ConvergenceState.Converged,
            Wanted = 1,
            Present = 1,
            Healthy = 1,
            Changing = 0,
            Breaker = breaker,
            Conditions = conditions,
        };

    private static StoredEvent Told(string node, EventKind kind) =>
        new(
            $"e-{kind}",
            Slots.Now,
            "c1",
            new ClusterEvent
            {
                Kind = kind,
                Group = Slots.Web,
                Node = node,
                Reason = "R",
                Message = "It was told.",
            }
        );
}
