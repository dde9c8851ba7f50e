namespace Kadende.Cli.Watching;

/// <summary>What to watch.</summary>
/// <param name="Since">From when on events are shown; null: from now.</param>
/// <param name="Follow">Whether to go on after the cluster is converged.</param>
internal sealed record WatchRequest(string Cluster, DateTimeOffset? Since, bool Follow);
