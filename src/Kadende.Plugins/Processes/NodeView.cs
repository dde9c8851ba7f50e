using System.Globalization;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Processes;

/// <summary>A node as callers see it.</summary>
internal sealed class NodeView(TimeProvider time)
{
    // A process takes its slot within milliseconds; one that has not after this time never will.
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(10);

    public Instance Of(NodeFolder folder, NodeRecord record)
    {
        var claim = folder.ReadClaim();
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["directory"] = folder.Path,
            ["log"] = folder.LogPath,
        };
        if (claim is SlotClaim.Taken taken)
        {
            details["pid"] = taken.Identity.Pid.ToString(CultureInfo.InvariantCulture);
        }

        return new Instance
        {
            Id = folder.Id,
            State = StateOf(claim, record),
            Labels = record.Labels,
            LogicalId = record.LogicalId,
            CreatedAt = record.CreatedAt,
            Address = "127.0.0.1",
            Ports = record.Ports,
            Details = details,
        };
    }

    private InstanceState StateOf(SlotClaim claim, NodeRecord record) =>
        claim switch
        {
            SlotClaim.Taken taken => taken.Identity.IsAlive() ? InstanceState.Running : InstanceState.Stopped,
            SlotClaim.Pending pending => IsFresh(pending.Since) ? InstanceState.Starting : InstanceState.Stopped,
            SlotClaim.Free => IsFresh(record.CreatedAt) ? InstanceState.Starting : InstanceState.Stopped,
            SlotClaim.ClosedForGood => InstanceState.Terminating,
            _ => InstanceState.Unknown,
        };

    /// <summary>Whether what began at that time may still come.</summary>
    public bool IsFresh(DateTimeOffset since) => time.GetUtcNow() - since < ClaimTime;
}
