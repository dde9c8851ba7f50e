namespace Kadende.Runtime.Passes;

/// <summary>
/// Starts a pass at once instead of at the next tick. Only a matter of speed: the due list already says that the cluster is due, so a
/// request that is lost is made up for by the timer.
/// </summary>
public interface IPassStarter
{
    /// <summary>Starts a pass over the cluster, or tells the running one to look again.</summary>
    Task RequestAsync(string clusterId, CancellationToken cancellationToken);
}
