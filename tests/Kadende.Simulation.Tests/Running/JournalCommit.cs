using Kadende.Core.Nodes;
using Kadende.Simulation.Tests.Stores;

namespace Kadende.Simulation.Tests.Running;

/// <summary>How a commit stands in the journal.</summary>
internal static class JournalCommit
{
    public static void Say(Journal journal, string who, Commit commit)
    {
        if (!journal.IsOn)
        {
            return;
        }

        foreach (var told in commit.Events)
        {
            journal.Say(who, $"{commit.ClusterId} {told.Group} {told.Kind} {told.Node} {told.Reason}: {told.Message}");
        }

        foreach (var step in commit.Slots)
        {
            journal.Say(
                who,
                $"{commit.ClusterId} {step.Either.Group}[{step.Either.Key}] {Text(step.Before)} => {Text(step.After)}"
            );
        }
    }

    private static string Text(Slot? slot) =>
        slot is null ? "-" : $"({string.Join(", ", slot.Nodes.Select(Text))}) {slot.Lineage.LastReason}";

    private static string Text(Node node)
    {
        var problem = node.Problem is { } known ? $" {known}x{node.ProblemCount}" : "";
        var missing = node.MissingSince is null ? "" : " missing";
        var why = node.Health is { Status: HealthStatus.Healthy, Reason: null } ? "" : $" {node.Health.Reason}";
        return $"{node.Id} {node.State} {node.Health.Status}{why}{problem}{missing}";
    }
}
