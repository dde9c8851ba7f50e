using Kadende.Core.Specs;
using Kadende.Functions.Passes;
using Kadende.Functions.Tests.Replay;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;

namespace Kadende.Functions.Tests.Passes;

/// <summary>The real orchestrator over activities that answer as told.</summary>
internal sealed class ScriptedPass
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly GroupPath Web = GroupPath.Parse("web");
    public static readonly GroupPath Workers = GroupPath.Parse("back/workers");

    private static readonly DueCluster Due = new("c1", Start, "etag-1");

    public ScriptedPass()
    {
        Run = new DurableRun(Start)
            .Activity<PassRequest, PassLoad>(PassActivities.Load, request => Load(request))
            .Activity<GroupWork, GroupOutcome>(PassActivities.ReconcileGroup, work => Look(work))
            .Activity<PassCompletion, PassEnd>(
                PassActivities.Complete,
                completion =>
                {
                    Completions.Add(completion);
                    return End(completion);
                }
            );
    }

    public DurableRun Run { get; }

    public Func<PassRequest, PassLoad> Load { get; set; } =
        request => new(true, 7, [Web, Workers], NewGeneration: true, request.Due);

    public Func<GroupWork, GroupOutcome> Look { get; set; } = work => Settled(work, TimeSpan.FromMinutes(1));

    public Func<PassCompletion, PassEnd> End { get; set; } = completion => new(false, completion.NextLook);

    public List<PassCompletion> Completions { get; } = [];

    public int Count(string activity) => Run.Runs.Count(run => run.Name == activity);

    public int Looks(GroupPath group) =>
        Run.Runs.Count(run => run.Input.Contains($"\"Group\":\"{group}\"", StringComparison.Ordinal));

    public DateTimeOffset? Play() => Run.Run(new PassRequest("c1", Due), ReconcileOrchestrator.RunAsync);

    public static GroupOutcome Settled(GroupWork work, TimeSpan nextLook) =>
        new(work.Group, 7, Again: false, Start + nextLook, Gone: false, NeededGenerations: [5]);
}
