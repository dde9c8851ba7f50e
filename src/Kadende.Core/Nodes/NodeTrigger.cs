namespace Kadende.Core.Nodes;

/// <summary>What moves a node from one state to the next.</summary>
public enum NodeTrigger
{
    /// <summary>Its machine is asked of the provider (again).</summary>
    CreationAsked,

    /// <summary>The provider did not make the machine, and another try follows later.</summary>
    CreationPostponed,

    /// <summary>The provider refused the machine as often as the spec allows.</summary>
    CreationGivenUp,

    /// <summary>The machine exists: the provider said so, or it was found by its label.</summary>
    MachineFound,

    /// <summary>The machine is up and configured.</summary>
    CameUp,

    /// <summary>The provider, the checks, a person or a flavour that failed say that it is unhealthy.</summary>
    FellIll,

    /// <summary>It was unhealthy and is well again.</summary>
    Recovered,

    /// <summary>It had let go of its work and is to take it up again: its flavours configure it anew.</summary>
    ReturnedToWork,

    /// <summary>It is to go, and there is work to let go of first.</summary>
    DrainBegun,

    /// <summary>A person keeps it for a look at it.</summary>
    TakenOut,

    /// <summary>Its removal is decided.</summary>
    RemovalDecided,

    /// <summary>It is no longer listed by its provider.</summary>
    MachineGone,

    /// <summary>Its record is dropped, and no machine is removed: none exists, or a person keeps it.</summary>
    LetGo,
}
