namespace Kadende.Cli.Server;

/// <summary>What a spec would change, as the server tells it.</summary>
/// <param name="AskedPlugins">False: what plugins would refuse is not known. Null: a server that does not tell.</param>
internal sealed record PlanAnswer(string Hash, IReadOnlyList<PlanStepAnswer> Actions, bool? AskedPlugins = null)
{
    /// <summary>What its plugins could not be asked; null: an older server, which does not tell.</summary>
    public IReadOnlyList<FaultAnswer>? Warnings { get; init; }
}

internal sealed record PlanStepAnswer(int Order, string Action, string Group, string Slot, string? Node, string Reason);
