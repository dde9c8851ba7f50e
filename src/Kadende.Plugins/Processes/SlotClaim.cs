namespace Kadende.Plugins.Processes;

/// <summary>What the <c>pid</c> file of a node says. It is written once, by the first process that comes.</summary>
internal abstract record SlotClaim
{
    private SlotClaim() { }

    /// <summary>No process has come yet.</summary>
    public sealed record Free : SlotClaim;

    /// <summary>A process has come and is about to write its name.</summary>
    public sealed record Pending(DateTimeOffset Since) : SlotClaim;

    public sealed record Taken(ProcessIdentity Identity) : SlotClaim;

    /// <summary>The node is being removed; no process may come.</summary>
    public sealed record ClosedForGood : SlotClaim;
}
