namespace Kadende.Core.Hands;

/// <summary>What a person asks of a group or of a whole cluster.</summary>
public enum GroupAsk
{
    /// <summary>To be looked at and not changed.</summary>
    Pause,

    /// <summary>To go on after a pause.</summary>
    Resume,

    /// <summary>To be taken out of management.</summary>
    Free,

    /// <summary>To be taken back into management.</summary>
    Manage,
}
