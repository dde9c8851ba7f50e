using BenchmarkDotNet.Attributes;
using Kadende.Core.Planning;

namespace Kadende.Benchmarks.Planning;

/// <summary>One decision about one group. Public and not sealed because BenchmarkDotNet derives from it.</summary>
public class PlannerBenchmark
{
    private GroupView _view = PlannedGroup.Empty(1);

    [Params(100, 1_000, 10_000)]
    public int Nodes { get; set; }

    [GlobalSetup(Target = nameof(Converged))]
    public void SetUpConverged() => _view = PlannedGroup.Converged(Nodes);

    [GlobalSetup(Target = nameof(Empty))]
    public void SetUpEmpty() => _view = PlannedGroup.Empty(Nodes);

    [GlobalSetup(Target = nameof(TenthOutdated))]
    public void SetUpTenthOutdated() => _view = PlannedGroup.TenthOutdated(Nodes);

    /// <summary>Nothing to do.</summary>
    [Benchmark]
    public GroupPlan Converged() => Planner.Plan(_view);

    /// <summary>Every node is to be made.</summary>
    [Benchmark]
    public GroupPlan Empty() => Planner.Plan(_view);

    /// <summary>One in ten nodes was made from another configuration.</summary>
    [Benchmark]
    public GroupPlan TenthOutdated() => Planner.Plan(_view);
}
