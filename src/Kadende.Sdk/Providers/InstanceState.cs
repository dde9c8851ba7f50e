namespace Kadende.Sdk.Providers;

/// <summary>The provider's own word on a machine.</summary>
public enum InstanceState
{
    /// <summary>The provider does not say. Counts neither for nor against the machine, and never as gone.</summary>
    Unknown,

    /// <summary>Exists and is on its way up.</summary>
    Starting,

    /// <summary>Is up.</summary>
    Running,

    /// <summary>Exists but does not run: stopped, exited, suspended.</summary>
    Stopped,

    /// <summary>Exists, and the provider says that it is broken.</summary>
    Failed,

    /// <summary>On its way down for good.</summary>
    Terminating,
}
