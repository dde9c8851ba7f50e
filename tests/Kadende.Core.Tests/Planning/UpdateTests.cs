using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

public sealed class UpdateTests
{
    private const string Checks = "health: { interval: 1s, grace: 0s, unhealthyAfter: 1, checks: [{ type: http }] }";

    [Fact]
    public void Plan_OnDelete_OutdatedNodesStayUntilTheyGoForAnotherReason()
    {
        var world = new World("size: 2").Looks(2);
        var old = world.Nodes.Select(node => node.ConfigHash).First();
        world.Change("size: 2\ninit: other\nupdate: { strategy: onDelete }");
        world.Looks(5);
        var stayed = world.Nodes.Count(node => node.ConfigHash == old);
        var state = world.Status!.State;
        world.Machines.Remove(world.Machines.Keys.First());

        world.Looks(5);

        Assert.Equal((2, ConvergenceState.Converged), (stayed, state));
        Assert.Equal(1, world.Nodes.Count(node => node.ConfigHash == old));
    }

    [Fact]
    public void Plan_SpecGoesBackDuringAnUpdate_TheOldNodesStayAndTheNewOnesGo()
    {
        var world = new World("size: 2").Looks(2);
        var old = world.Nodes.Select(node => node.Id).ToList();
        world.NewMachinesAre = InstanceState.Starting;
        world.Change("size: 2\ninit: other\nupdate: { maxSurge: 2 }");
        world.Looks(2);
        var during = world.Machines.Count;

        world.Change("size: 2");
        foreach (var machine in world.Machines.Keys.ToList())
        {
            world.SetState(machine, InstanceState.Running);
        }

        world.Looks(5);

        Assert.Equal(4, during);
        Assert.Equal(old, world.Nodes.Select(node => node.Id));
        Assert.Equal(2, world.Machines.Count);
    }

    [Theory]
    [InlineData("size: 2\ninit: other", RemovalReason.Outdated)]
    [InlineData("size: 2\ninit: other\nupdate: { maxSurge: 0, maxUnavailable: 1 }", RemovalReason.Outdated)]
    [InlineData("size: 0", RemovalReason.ScaledIn)]
    public void Plan_SpecChanges_RemovalsSayWhetherItIsAnUpdate(string spec, RemovalReason reason)
    {
        var world = new World("size: 2") { Drain = _ => new FlavourAnswer.Done() };
        world.Looks(2);
        world.Change(spec);

        var removals = Removals(world, 20);

        Assert.Equal([reason, reason], removals);
    }

    [Fact]
    public void Plan_GroupGoesWhileItsOldNodeDrains_TheRemovalIsNoUpdateAnyMore()
    {
        FlavourAnswer answer = new FlavourAnswer.Working("2 tasks");
        var world = new World("size: 1") { Drain = _ => answer };
        world.Looks(2);
        world.Change("size: 1\ninit: other\nupdate: { maxSurge: 0, maxUnavailable: 1 }");
        world.Looks(3);
        var draining = world.Nodes.Single(node => node.State == NodeState.Draining).Removal;
        world.Remove();
        answer = new FlavourAnswer.Done();

        var removals = Removals(world, 5);

        Assert.Equal(RemovalReason.Outdated, draining);
        // The old one and its successor.
        Assert.Equal([RemovalReason.NotWanted, RemovalReason.NotWanted], removals);
    }

    [Fact]
    public void Plan_MinReady_ANewNodeCountsOnlyAfterThatLong()
    {
        var world = new World("size: 2").Looks(2);
        world.Change("size: 2\ninit: other\nupdate: { minReady: 30s }");

        world.Looks(25);
        var before = world.Machines.Count;
        world.Looks(60);

        Assert.Equal(3, before);
        Assert.Equal(2, world.Machines.Count);
        Assert.Equal(3, world.MostMachines);
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_NewNodesIll_StopsAndGoesOnWithACorrectedSpec()
    {
        var world = new World($"size: 4\n{Checks}") { Check = _ => new HealthLook.Good() };
        world.Looks(2);
        var first = world.Nodes.First().ConfigHash;
        world.Change($"size: 4\ninit: broken\n{Checks}");
        world.Check = node => node.ConfigHash == first ? new HealthLook.Good() : new HealthLook.Bad("503");
        world.Looks(30);
        var kept = world.Nodes.Count(node => node.ConfigHash == first);
        var stopped = world.Status!.Conditions.Any(condition => condition.Type == "UpdateStopped");

        world.Change($"size: 4\ninit: right\n{Checks}");
        world.Check = _ => new HealthLook.Good();
        world.Looks(30);

        Assert.Equal((4, true), (kept, stopped));
        Assert.All(world.Nodes, node => Assert.Equal(world.Wanted!.ConfigHash, node.ConfigHash));
        Assert.Equal(ConvergenceState.Converged, world.Status.State);
        Assert.Equal(5, world.MostMachines);
    }

    [Fact]
    public void Plan_RollingUpdate_SaysHowFarItIs()
    {
        var world = new World("size: 10").Looks(2);
        world.Change("size: 10\ninit: other\nupdate: { maxSurge: 2 }");

        world.Looks(3);
        var progress = world.Status!.Conditions.Single(condition => condition.Type == "Updating");
        world.Looks(40);

        Assert.Equal("10", progress.Data!["wanted"]);
        Assert.InRange(int.Parse(progress.Data["outdated"], null), 1, 9);
        Assert.Single(world.Events, told => told.Kind == EventKind.UpdateStarted);
        Assert.Single(world.Events, told => told.Kind == EventKind.UpdateFinished);
        Assert.Null(world.Status.Update);
        Assert.Equal(12, world.MostMachines);
    }

    [Fact]
    public void Plan_UnhealthyAndOutdated_GoFirst()
    {
        var world = new World($"size: 4\nrepair: {{ auto: false }}\n{Checks}") { Check = _ => new HealthLook.Good() };
        world.Looks(2);
        var ill = world.Slots[3].Nodes.Single().Id;
        world.Check = node => node.Id == ill ? new HealthLook.Bad("503") : new HealthLook.Good();
        world.Looks(2);

        world.Change($"size: 4\nrepair: {{ auto: false }}\ninit: other\n{Checks}");
        world.Look();

        Assert.Equal(2, world.Slots[3].Nodes.Count);
        Assert.All(world.Slots.Take(3), slot => Assert.Single(slot.Nodes));
    }

    private const string Ids = "logicalIds: [a, b, c, d, e]\nrepair: { auto: AUTO }\n" + Checks;

    [Fact]
    public void Plan_AllIllAndOutdatedWithFixedIdentities_GoOneByOne()
    {
        var world = IllAndOutdated("false", out var old);
        var fewest = int.MaxValue;

        for (var look = 0; look < 40; look++)
        {
            world.Looks(1);
            fewest = Math.Min(fewest, world.Machines.Count);
        }

        Assert.Equal(4, fewest);
        Assert.DoesNotContain(world.Nodes, node => old.Contains(node.Id));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_IllAndOutdatedWhoseSuccessorIsIllToo_LosesOneAndStops()
    {
        var world = IllAndOutdated("false", out var old);
        world.Check = _ => new HealthLook.Bad("The check is broken.");

        world.Looks(60);

        Assert.Equal(4, world.Nodes.Count(node => old.Contains(node.Id)));
        Assert.Contains(world.Status!.Conditions, condition => condition.Type == "UpdateStopped");
    }

    [Theory]
    [InlineData(Ids)]
    [InlineData("size: 5\nrepair: { auto: AUTO }\n" + Checks)]
    public void Plan_IllAndOutdatedWhileTheBreakerIsOpen_NoneIsReplacedBeforeAPersonLiftsIt(string group)
    {
        var world = IllAndOutdated("true", out var old, group);
        world.Looks(30);
        var (open, kept) = (world.Status!.Breaker!.IsOpen, world.Nodes.Select(node => node.Id).ToList());

        world.LiftBreaker();
        world.Looks(60);

        Assert.True(open);
        Assert.Equal(old.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(world.Nodes, node => old.Contains(node.Id));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_CorrectedSpecWhileASuccessorOfTheBrokenOneComesUp_DoesNotWaitForIt()
    {
        var world = new World("size: 2").Looks(2);
        world.NewMachinesAre = InstanceState.Starting;
        world.Change("size: 2\ninit: broken");
        world.Looks(3);
        var broken = world.Wanted!.ConfigHash;

        world.NewMachinesAre = InstanceState.Running;
        world.Change("size: 2\ninit: right");
        world.Looks(8);

        Assert.DoesNotContain(world.Nodes, node => node.ConfigHash == broken);
        Assert.All(world.Nodes, node => Assert.Equal(world.Wanted.ConfigHash, node.ConfigHash));
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
        Assert.Equal(3, world.MostMachines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Plan_NewNodeOfWhichNothingIsKnown_StopsTheUpdateAndGivesWayToACorrectedOne(int size)
    {
        var world = new World($"size: {size}\ncreateTimeout: 1m\n{Checks}") { Check = _ => new HealthLook.Good() };
        world.Looks(2);
        var first = world.Wanted!.ConfigHash;
        world.Change($"size: {size}\ncreateTimeout: 1m\ninit: mute\n{Checks}");
        world.Check = node => node.ConfigHash == first ? new HealthLook.Good() : new HealthLook.Unclear("No address.");
        world.Looks(55);
        var early = world.Status!.Conditions.Any(condition => condition.Type == "UpdateStopped");
        world.Looks(10);
        var stopped = world.Status.Conditions.Single(condition => condition.Type == "UpdateStopped");

        world.Change($"size: {size}\ncreateTimeout: 1m\ninit: right\n{Checks}");
        world.Check = _ => new HealthLook.Good();
        world.Looks(30);

        Assert.False(early);
        Assert.Contains("No address", stopped.Message, StringComparison.Ordinal);
        Assert.Single(world.Events, told => told.Kind == EventKind.UpdateStopped);
        Assert.Equal(ConvergenceState.Converged, world.Status.State);
    }

    /// <summary>Five nodes that are all ill, and a spec that makes others, which are well.</summary>
    private static World IllAndOutdated(string auto, out HashSet<string> old, string group = Ids)
    {
        var text = group.Replace("AUTO", auto, StringComparison.Ordinal);
        var world = new World(text) { Check = _ => new HealthLook.Good() };
        world.Looks(3);
        var ill = world.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        world.Check = node => ill.Contains(node.Id) ? new HealthLook.Bad("503") : new HealthLook.Good();
        world.Looks(1);
        world.Change(text + "\ninit: other");
        old = ill;
        return world;
    }

    [Fact]
    public void Plan_TerminateFirstWithoutARoomForNewOnes_RemovesNothing()
    {
        var world = new World("size: 3\nupdate: { maxSurge: 0, maxUnavailable: 1 }").Looks(2);
        world.CreateFails = _ => new QuotaExceededException("At most 3.");
        world.Change("size: 4\nupdate: { maxSurge: 0, maxUnavailable: 1 }");
        world.Looks(3);

        world.Change("size: 4\ninit: other\nupdate: { maxSurge: 0, maxUnavailable: 2 }");
        world.Looks(30);

        Assert.Equal(3, world.Machines.Count);
        Assert.Contains(world.Nodes, node => node.Problem == NodeProblem.Quota);
    }

    private static List<RemovalReason> Removals(World world, int looks) =>
        [
            .. Enumerable
                .Range(0, looks)
                .SelectMany(_ =>
                {
                    world.Now += TimeSpan.FromSeconds(1);
                    return world.Look().Acts.OfType<Act.Destroy>().Select(act => act.Reason).ToList();
                }),
        ];
}
