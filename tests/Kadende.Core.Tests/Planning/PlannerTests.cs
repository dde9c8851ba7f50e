using Kadende.Core.Clusters;
using Kadende.Core.Events;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Xunit;

namespace Kadende.Core.Tests.Planning;

public sealed class PlannerTests
{
    [Fact]
    public void Plan_EmptyGroup_WritesNodesBeforeAskingForTheirMachines()
    {
        var plan = new World("size: 3").LookAndDie();

        Assert.Equal(["0", "1", "2"], plan.Changes.Select(change => change.Key));
        Assert.All(plan.Changes, change => Assert.Equal(NodeState.Creating, change.After!.Nodes[0].State));
        Assert.All(plan.Changes, change => Assert.Equal(EventKind.NodeCreating, change.Events[0].Kind));
        Assert.Equal(3, plan.Acts.OfType<Act.Create>().Select(act => act.Node.Token).Distinct().Count());
    }

    [Fact]
    public void Plan_AfterOneLook_IsConverged()
    {
        var world = new World("size: 3").Looks(1);

        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
        Assert.Equal(
            (3, 3, 3, 0),
            (world.Status.Wanted, world.Status.Present, world.Status.Healthy, world.Status.Changing)
        );
    }

    [Fact]
    public void Plan_ConvergedGroup_ChangesNothing()
    {
        var world = new World("size: 3").Looks(3);
        var before = world.Status;

        var plan = world.Look();

        Assert.Empty(plan.Changes);
        Assert.Empty(plan.Acts);
        Assert.True(StatusReport.IsSame(before, world.Status!));
    }

    [Fact]
    public void Plan_ProcessDiedBeforeItsActs_AsksAgainWithTheSameTokens()
    {
        var world = new World("size: 2");
        var died = world.LookAndDie();

        var plan = world.Look();

        Assert.Equal(
            died.Acts.OfType<Act.Create>().Select(act => act.Node.Token),
            plan.Acts.OfType<Act.Create>().Select(act => act.Node.Token)
        );
        Assert.Equal(2, world.Machines.Count);
    }

    [Fact]
    public void Plan_ProcessDiedAfterItsActs_AdoptsByLabel()
    {
        var world = new World("size: 1") { IdempotentCreate = false };
        var node = world.LookAndDie().Acts.OfType<Act.Create>().Single().Node;
        world.AddMachine(node.Id);

        world.Look();

        Assert.Single(world.Machines);
        Assert.Equal(NodeState.Running, world.Nodes.Single().State);
        Assert.Contains(world.Events, told => told.Kind == EventKind.NodeAdopted);
    }

    [Fact]
    public void Plan_AnswerLostAndNotIdempotent_WaitsBeforeAskingAgain()
    {
        var world = new World("size: 1") { IdempotentCreate = false, ListDelay = TimeSpan.FromSeconds(30) };
        world.LookAndDie();

        world.Now += TimeSpan.FromSeconds(89);
        var early = world.Look();
        world.Now += TimeSpan.FromSeconds(1);
        var late = world.Look();

        Assert.Empty(early.Acts);
        Assert.Single(late.Acts.OfType<Act.Create>());
    }

    [Fact]
    public void Plan_TryWasRepeatedAndRefused_TheNextWaitsUntilTheFirstCallIsOver()
    {
        var world = new World("size: 1");
        world.LookAndDie();
        world.Now += TimeSpan.FromSeconds(1);
        world.CreateFails = _ => new QuotaExceededException("Quota.");
        world.Look();
        world.CreateFails = _ => null;
        world.Change("size: 1\ninit: corrected");

        world.Looks(59);
        var meanwhile = world.Nodes.Single();
        world.Looks(2);

        Assert.Equal((NodeState.Pending, 2, 1), (meanwhile.State, meanwhile.Attempt, world.Machines.Count));
        Assert.Equal((NodeState.Running, null), (world.Nodes.Single().State, world.Nodes.Single().DoubtUntil));
    }

    [Fact]
    public void Plan_TryWasRefusedAtOnceAndTheSpecCorrected_TheNextDoesNotWait()
    {
        var world = new World("size: 1") { CreateFails = _ => new QuotaExceededException("Quota.") };
        world.Look();
        world.CreateFails = _ => null;
        world.Change("size: 1\ninit: corrected");

        world.Looks(1);

        Assert.Equal(NodeState.Running, world.Nodes.Single().State);
    }

    [Fact]
    public void Plan_CreationWasNotBegun_IsAskedForTheFirstTime_AndThenRepeated()
    {
        var world = new World("size: 1");
        var decided = world.LookAndDie().Acts.OfType<Act.Create>().Single().Node;
        var unbegun = Unbegun.Of(world.Slots.Single(), decided.Id, null);
        world.Slots = [.. new[] { unbegun.After }.OfType<Slot>()];

        world.Now += TimeSpan.FromMinutes(1);
        var first = world.LookAndDie().Acts.OfType<Act.Create>().Single().Node;
        world.Now += TimeSpan.FromMinutes(1);
        var second = world.LookAndDie().Acts.OfType<Act.Create>().Single().Node;

        Assert.Equal((decided.Token, first.Since), (first.Token, first.AskedAt));
        Assert.Equal((first.Since, first.Since + TimeSpan.FromMinutes(1)), (second.Since, second.AskedAt));
    }

    [Fact]
    public void Plan_ProviderCannotBeAsked_DecidesNothing()
    {
        var world = new World("size: 3").Looks(1);
        world.Change("size: 3\ninit: other");
        world.Down = "No answer.";

        var plan = world.Look();

        Assert.Empty(plan.Changes);
        Assert.Empty(plan.Acts);
        Assert.Equal(ConvergenceState.Degraded, world.Status!.State);
        Assert.Equal("ProviderUnavailable", world.Status.Conditions.Single().Type);
    }

    [Fact]
    public void Plan_ProviderGoesAndComesBack_IsToldOnceEach()
    {
        var world = new World("size: 3").Looks(2);
        world.Down = "No answer.";
        world.Looks(3);
        world.Down = null;
        world.Looks(3);
        var before = world.Status;

        world.Look();

        var told = world.Events.TakeLast(2).ToList();
        Assert.Equal([EventKind.ProviderUnavailable, EventKind.ProviderBack], told.Select(one => one.Kind));
        Assert.Equal(("No answer.", "cloud 1.0.0"), (told[0].Message, told[0].Evidence["plugin"]));
        Assert.True(StatusReport.IsSame(before, world.Status!));
    }

    [Fact]
    public void Plan_MachinesThatTwoPlacesShow_AreNoUnknownOnes()
    {
        var world = new World("size: 2").Looks(2);
        var view = world.View();
        var older = new SourceKey(0, 0);
        var place = view.Sources.Values.First() with { Key = "the same cloud by another name" };

        var plan = Planner.Plan(
            view with
            {
                Sources = view.Sources.Append(KeyValuePair.Create(older, place)).ToDictionary(),
                Instances = [.. view.Instances, .. view.Instances.Select(seen => seen with { Source = older })],
            }
        );

        Assert.Empty(plan.UnknownSince);
        Assert.Empty(plan.Acts);
    }

    [Fact]
    public void Plan_MachineGoneWithExactListing_IsReplacedAtOnce()
    {
        var world = new World("size: 3").Looks(1);
        var lost = world.Slots[1].Nodes[0];
        world.Machines.Remove(lost.InstanceId!);

        world.Look();

        Assert.Equal(3, world.Machines.Count);
        Assert.NotEqual(lost.Id, world.Slots[1].Nodes.Single().Id);
        Assert.Equal(ReplaceReason.Missing, world.Slots[1].Lineage.LastReason);
        Assert.Contains(world.Events, told => told.Kind == EventKind.NodeMissing && told.Node == lost.Id);
    }

    [Theory]
    [InlineData(InstanceState.Starting)]
    [InlineData(InstanceState.Running)]
    public void Plan_NotListedYetAndThenAnEmptyListing_NothingIsGone(InstanceState madeAs)
    {
        var world = new World("size: 3") { ListDelay = TimeSpan.FromSeconds(30), NewMachinesAre = madeAs };
        world.Look();
        var made = world.Machines.Keys.ToList();
        world.Hidden.UnionWith(made);
        world.Now += TimeSpan.FromSeconds(1);
        world.Look();

        world.Now += TimeSpan.FromSeconds(30);
        world.Look();
        world.Hidden.Clear();
        world.Looks(3, TimeSpan.FromSeconds(10));

        Assert.Equal(made, world.Machines.Keys);
        Assert.DoesNotContain(world.Events, told => told.Kind == EventKind.NodeMissing);
    }

    [Fact]
    public void Plan_MachineMissingFromALaggingListing_IsNotReplacedBeforeTheLagIsOver()
    {
        var world = new World("size: 2") { ListDelay = TimeSpan.FromSeconds(60) };
        world.Looks(1);
        world.Hidden.Add(world.Slots[0].Nodes[0].InstanceId!);

        world.Looks(59);
        var whileLagging = world.Machines.Count;
        world.Hidden.Clear();
        world.Looks(2);

        Assert.Equal(2, whileLagging);
        Assert.Equal(2, world.Machines.Count);
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
        Assert.DoesNotContain(world.Events, told => told.Kind == EventKind.NodeMissing);
    }

    [Fact]
    public void Plan_AllMachinesGone_ComeBackWithinTheRepairBudget()
    {
        var world = new World("size: 10\nrepair: { maxInFlight: 2 }") { NewMachinesAre = InstanceState.Running };
        world.Looks(1);
        world.Machines.Clear();
        world.NewMachinesAre = InstanceState.Starting;

        world.Looks(2);
        var atOnce = world.Machines.Count;
        foreach (var machine in world.Machines.Keys.ToList())
        {
            world.SetState(machine, InstanceState.Running);
        }

        world.NewMachinesAre = InstanceState.Running;
        world.Looks(10);

        Assert.Equal(2, atOnce);
        Assert.Equal(10, world.Machines.Count);
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_RefusedThreeTimes_IsFailedAndLeavesTheOthersAlone()
    {
        var world = new World("size: 2\nrepair: { retries: 3, backoff: { from: 1m, to: 30m } }")
        {
            CreateFails = node =>
                node.Id.EndsWith("-1", StringComparison.Ordinal)
                    ? new RequestRejectedException("No such image.")
                    : null,
        };

        world.Looks(200);

        var failed = world.Slots[1].Nodes.Single();
        Assert.Equal((NodeState.Failed, "No such image."), (failed.State, failed.Reason));
        Assert.Equal(2, world.Events.Count(told => told.Kind == EventKind.NodePending));
        Assert.Single(world.Events, told => told.Kind == EventKind.NodeFailed);
        Assert.Equal(NodeState.Running, world.Slots[0].Nodes.Single().State);
        Assert.Equal(ConvergenceState.Degraded, world.Status!.State);
    }

    [Fact]
    public void Plan_FailedNodeAndACorrectedSpec_IsTriedAgain()
    {
        var world = new World("size: 1\nrepair: { retries: 1 }")
        {
            CreateFails = _ => new RequestRejectedException("No."),
        };
        world.Looks(2);
        world.CreateFails = _ => null;
        world.Looks(2);
        var before = world.Nodes.Single().State;

        world.Change("size: 1\ninit: corrected");
        world.Looks(2);

        Assert.Equal(NodeState.Failed, before);
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_QuotaExceeded_KeepsTryingWithGrowingDelay()
    {
        var tries = 0;
        var world = new World("size: 1\nrepair: { retries: 3, backoff: { from: 1m, to: 4m } }")
        {
            CreateFails = _ =>
            {
                tries++;
                return new QuotaExceededException("Quota of 20 reached.");
            },
        };

        world.Looks(20 * 60);

        Assert.InRange(tries, 6, 7);
        Assert.Equal(NodeState.Pending, world.Nodes.Single().State);
        Assert.Contains("Quota of 20 reached.", world.Status!.Conditions.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AnswerLost_FindsTheMachineAndMakesNoOther()
    {
        var world = new World("size: 1") { AnswerIsLost = _ => true };

        world.Looks(3);

        Assert.Equal(1, world.MostMachines);
        Assert.Equal(ConvergenceState.Converged, world.Status!.State);
    }

    [Fact]
    public void Plan_UnknownMachine_IsRemovedOnlyAfterItWasSeenForAWhile()
    {
        var world = new World("size: 1").Looks(1);
        var stray = world.AddMachine(null).Id;

        world.Looks(119);
        var before = world.Machines.ContainsKey(stray);
        world.Looks(3);

        Assert.True(before);
        Assert.DoesNotContain(stray, world.Machines.Keys);
        Assert.Equal(
            [EventKind.UnknownInstanceSeen, EventKind.UnknownInstanceDeleting, EventKind.UnknownInstanceGone],
            world.Events.Where(told => told.Evidence.GetValueOrDefault("instanceId") == stray).Select(told => told.Kind)
        );
    }

    [Theory]
    [InlineData("quarantine", true)]
    [InlineData("ignore", false)]
    public void Plan_UnknownMachineThatIsToStay_Stays(string policy, bool isTold)
    {
        var world = new World($"size: 1\nunknownInstances: {policy}").Looks(1);
        var stray = world.AddMachine(null).Id;

        world.Looks(300);

        Assert.Contains(stray, world.Machines.Keys);
        Assert.Equal(isTold, world.Status!.Conditions.Any(condition => condition.Type == "UnknownInstances"));
    }

    [Fact]
    public void Plan_SecondMachineOfANode_IsUnknownAndTheFirstStays()
    {
        var world = new World("size: 1").Looks(1);
        var node = world.Nodes.Single();
        var twin = world.AddMachine(node.Id).Id;

        world.Looks(125);

        Assert.Equal([node.InstanceId!], world.Machines.Keys);
        Assert.DoesNotContain(twin, world.Machines.Keys);
    }

    [Fact]
    public void Plan_GroupRemoved_IsGoneOnlyWhenNothingIsListed()
    {
        var world = new World("size: 3").Looks(1);
        world.Remove();

        var view = world.View();
        world.Looks(2);
        var asked = StatusReport.IsGone(view, world.Status!);
        view = world.View();
        world.Look();

        Assert.False(asked);
        Assert.True(StatusReport.IsGone(view, world.Status!));
        Assert.Empty(world.Machines);
        Assert.Empty(world.Slots);
        Assert.Equal(3, world.Events.Count(told => told.Kind == EventKind.NodeGone));
    }

    [Fact]
    public void Plan_GroupRemovedWhileTheProviderIsDown_IsNotForgotten()
    {
        var world = new World("size: 3").Looks(1);
        world.Remove();
        world.Down = "No answer.";

        world.Looks(100);
        var whileDown = world.Slots.Count;
        world.Machines.Clear();
        world.Down = null;
        world.Looks(2);

        Assert.Equal(3, whileDown);
        Assert.NotNull(world.Status!.EmptySince);
    }

    [Fact]
    public void Plan_GroupRemovedWithAnUnansweredCreation_WaitsForIt()
    {
        var world = new World("size: 1").Looks(0);
        world.LookAndDie();
        world.Remove();

        world.Looks(50);
        var waiting = world.Slots.Count;
        world.Looks(15);

        Assert.Equal(1, waiting);
        Assert.Empty(world.Slots);
    }

    [Fact]
    public void Plan_Paused_LooksButChangesNothing()
    {
        var world = new World("size: 2").Looks(1);
        world.Change("size: 5\npaused: true");
        world.Machines.Remove(world.Slots[0].Nodes[0].InstanceId!);

        world.Looks(3);

        Assert.Single(world.Machines);
        Assert.Contains(world.Status!.Conditions, condition => condition.Type == "Paused");
    }

    [Fact]
    public void Plan_MoreThanOneLookMayBegin_GoesOnInTheNext()
    {
        var world = new World("size: 2500");

        var first = world.Look();
        world.Looks(2);

        Assert.Equal(1000, first.Acts.Count);
        Assert.Equal(2500, world.Machines.Count);
    }
}
