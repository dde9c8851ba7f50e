namespace Kadende.Core.Specs;

/// <summary>What came of reading a text.</summary>
public abstract record SpecResult
{
    private SpecResult() { }

    public sealed record Good(ClusterSpec Spec) : SpecResult;

    /// <summary>Every fault found, in the order of the text; at least one.</summary>
    public sealed record Faulty(IReadOnlyList<Fault> Faults) : SpecResult;
}
