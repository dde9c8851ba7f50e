namespace Kadende.Runtime.Passes;

/// <summary>
/// What a pass over one cluster asks of its host. On one machine each call goes straight to the code that does it; in Azure each is a
/// Durable activity, and the pass is an orchestrator: so the pass itself uses nothing but this, and every argument and answer is small.
/// </summary>
public interface IPassPort
{
    /// <summary>The host's clock, replayed in an orchestrator.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// The longest wait that a pass may spend inside itself before it looks at a cluster again; zero where the host itself starts passes
    /// to the moment.
    /// </summary>
    TimeSpan LongestWait { get; }

    Task<PassLoad> LoadAsync(PassRequest request);

    /// <summary>One look at one group. A group that cannot be looked at gives an outcome that says so, never an exception.</summary>
    Task<GroupOutcome> ReconcileGroupAsync(GroupWork work);

    Task<PassEnd> CompleteAsync(PassCompletion completion);

    /// <summary>Waits, at most this long: less when somebody asks for a look at the cluster.</summary>
    Task WaitAsync(TimeSpan delay);
}
