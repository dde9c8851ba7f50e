namespace Kadende.Core.Specs;

/// <summary>What came of reading a text.</summary>
public abstract record SpecResult
{
    private SpecResult() { }

    public sealed record Good(ClusterSpec Spec) : SpecResult;

    /// <summary>The text has faults.</summary>
    /// <param name="Faults">Every fault found, in the order of the text; at least one.</param>
    /// <param name="SoundGroups">The groups without a fault, so that their plugins can add what they find: a user sees all at once.</param>
    public sealed record Faulty(IReadOnlyList<Fault> Faults, IReadOnlyList<GroupSpec> SoundGroups) : SpecResult;
}
