using System.Text.Json;

namespace Kadende.Sdk.Flavours;

/// <summary>What a flavour may rest on before the machine exists.</summary>
/// <param name="Properties">The flavour's own fields, an object that fits the schema.</param>
/// <param name="NodeId">The node that the machine is for.</param>
/// <param name="Slot">The slot that it fills: a number, or its logical id.</param>
/// <param name="CanExec">Commands can be run on the machine later, so that they need not stand in its boot script.</param>
public sealed record FlavourPlan(JsonElement Properties, string NodeId, string Slot, bool CanExec)
{
    /// <summary>The group's path.</summary>
    public string Group { get; init; } = "";

    /// <summary>How many machines the group has.</summary>
    public int GroupSize { get; init; } = 1;

    /// <summary>The logical ids of all of the group's machines; empty when it has a size instead.</summary>
    public IReadOnlyList<string> LogicalIds { get; init; } = [];
}
