using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Microsoft.Extensions.Logging;

namespace Kadende.Runtime.Requests;

/// <summary>
/// Asks for a pass after a write. The write is durable by then, so nothing here can fail it: a call that is lost costs time until the
/// cluster's next look, nothing else.
/// </summary>
public sealed partial class PassCall(IDueList due, IPassStarter starter, TimeProvider time, ILogger<PassCall> logger)
{
    public async Task MakeAsync(string clusterId)
    {
        try
        {
            // Not the request's token: a client that went away must not keep its write from being acted on.
            await due.TouchAsync(clusterId, time.GetUtcNow(), CancellationToken.None);
            await starter.RequestAsync(clusterId, CancellationToken.None);
        }
        catch (StoreUnavailableException failure)
        {
            LogLost(clusterId, failure.Message);
        }
    }

    [LoggerMessage(
        4000,
        LogLevel.Warning,
        "Cluster {Cluster} was changed, but its pass could not be asked for: {Fault}"
    )]
    private partial void LogLost(string cluster, string fault);
}
