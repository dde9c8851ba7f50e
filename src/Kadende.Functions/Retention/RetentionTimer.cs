using Kadende.Runtime.Retention;
using Microsoft.Azure.Functions.Worker;

namespace Kadende.Functions.Retention;

/// <summary>Removes what was kept for long enough, as often as <see cref="RetentionRound.Interval"/> says.</summary>
public sealed class RetentionTimer(RetentionRound round)
{
    [Function("Retention")]
    public Task RunAsync(
        [TimerTrigger("0 */10 * * * *", UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellationToken
    ) => round.RunAsync(cancellationToken);
}
