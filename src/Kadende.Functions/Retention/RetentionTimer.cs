using Kadende.Runtime.Access.Management;
using Kadende.Runtime.Retention;
using Microsoft.Azure.Functions.Worker;

namespace Kadende.Functions.Retention;

/// <summary>Removes what was kept for long enough, and deleted teams, as often as <see cref="RetentionRound.Interval"/> says.</summary>
public sealed class RetentionTimer(RetentionRound round, TeamRemoval teams)
{
    [Function("Retention")]
    public async Task RunAsync(
        [TimerTrigger("0 */10 * * * *", UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellationToken
    )
    {
        await round.RunAsync(cancellationToken);
        await teams.RunAsync(cancellationToken);
    }
}
