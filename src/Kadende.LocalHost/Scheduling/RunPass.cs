using Kadende.Runtime.Passes;

namespace Kadende.LocalHost.Scheduling;

/// <summary>Runs one pass.</summary>
/// <returns>When the cluster is due next; null when it is gone.</returns>
public delegate Task<DateTimeOffset?> RunPass(PassRequest request, CancellationToken cancellationToken);
