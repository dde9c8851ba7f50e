using System.Text.RegularExpressions;
using Kadende.Core.Nodes;
using Kadende.Core.Tests.Specs;
using Xunit;

namespace Kadende.Core.Tests.Nodes;

public sealed partial class NodeControllerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<NodeState, NodeTrigger> Impossible =>
        new(
            from state in Enum.GetValues<NodeState>()
            from trigger in Enum.GetValues<NodeTrigger>()
            where !NodeController.Allows(state, trigger)
            select (state, trigger)
        );

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Move_StepThatIsNotInTheTable_IsRefused(NodeState state, NodeTrigger trigger)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => NodeController.Move(NodeIn(state), trigger, Now));

        Assert.Contains($"{state}, where {trigger}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Move_EveryStep_LeadsWhereTheTableSays()
    {
        var steps = NodeController.Transitions.Where(step => step.To is not null).ToList();

        var reached = steps.Select(step => NodeController.Move(NodeIn(step.From), step.Trigger, Now).State);

        Assert.Equal(steps.Select(step => step.To!.Value), reached);
    }

    [Fact]
    public void End_StepsThatEndARecord_AreThoseOfMachinesThatAreGoneOrLeft()
    {
        var ends = NodeController.Transitions.Where(step => step.To is null).ToList();

        ends.ForEach(step => NodeController.End(NodeIn(step.From), step.Trigger));

        Assert.All(ends, step => Assert.True(step.Trigger is NodeTrigger.MachineGone or NodeTrigger.LetGo));
        Assert.Throws<InvalidOperationException>(() =>
            NodeController.End(NodeIn(NodeState.Running), NodeTrigger.RemovalDecided)
        );
    }

    [Fact]
    public void Transitions_EveryState_IsReachedAndLeft()
    {
        var from = NodeController.Transitions.Select(step => step.From).ToHashSet();
        var to = NodeController.Transitions.Select(step => step.To).OfType<NodeState>().ToHashSet();

        Assert.Equal(Enum.GetValues<NodeState>().Order(), from.Order());
        Assert.Equal(Enum.GetValues<NodeState>().Order(), to.Order());
    }

    [Fact]
    public void Move_AnotherState_BeginsNow()
    {
        var node = NodeController.Move(NodeIn(NodeState.Running), NodeTrigger.FellIll, Now);

        Assert.Equal((NodeState.Unhealthy, Now), (node.State, node.Since));
    }

    /// <summary>The table is worth nothing if somebody goes around it.</summary>
    [Fact]
    public void State_InTheWholeProduct_IsSetByTheControllerAlone()
    {
        var elsewhere = Repository
            .Files("src", "*.cs")
            .Where(file => !file.EndsWith("NodeController.cs", StringComparison.Ordinal))
            .Where(file => SetsState().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName)
            .ToList();

        // A node is born in a state: by the planner for a slot, and by a person who names a machine to adopt.
        Assert.Empty(elsewhere.Except(["NodeSteps.cs", "Adoption.cs"]));
    }

    [GeneratedRegex(@"\bState = NodeState\.", RegexOptions.None, 1000)]
    private static partial Regex SetsState();

    private static Node NodeIn(NodeState state) =>
        new()
        {
            Id = "n1",
            State = state,
            Since = Now.AddHours(-1),
            CreatedAt = Now.AddHours(-1),
            ConfigHash = "c",
            Generation = 1,
        };
}
