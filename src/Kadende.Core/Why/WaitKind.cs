namespace Kadende.Core.Why;

/// <summary>What can be waited for.</summary>
public enum WaitKind
{
    /// <summary>Enough nodes are under repair or update already.</summary>
    Budget,

    /// <summary>The breaker is open, and a person has to lift it.</summary>
    Breaker,

    /// <summary>The time between two tries.</summary>
    Backoff,

    /// <summary>A scheduled size.</summary>
    Schedule,

    /// <summary>The account or the place has no room.</summary>
    Quota,

    /// <summary>The provider: its answer, or that it can be reached.</summary>
    Provider,

    /// <summary>A person, who wants it left alone.</summary>
    Hold,

    /// <summary>A verdict on a node.</summary>
    Health,

    /// <summary>A node that lets go of its work.</summary>
    Drain,

    /// <summary>A flavour that configures a machine.</summary>
    Flavour,

    /// <summary>A spec, or the update to it.</summary>
    Update,

    /// <summary>There is nothing to do.</summary>
    Nothing,
}
