namespace Kadende.Core.Specs;

/// <summary>What happens to a machine that carries our labels but that no node tells of.</summary>
public enum UnknownInstances
{
    /// <summary>It is removed once it was seen twice with time between.</summary>
    Delete,

    /// <summary>It is left running and reported.</summary>
    Quarantine,

    /// <summary>It is left running without a word.</summary>
    Ignore,
}
