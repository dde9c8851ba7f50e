namespace Kadende.Sdk.Providers;

/// <summary>Why a machine is removed. More may come: what a provider does not know it treats like <see cref="NotWanted"/>.</summary>
public enum RemovalReason
{
    /// <summary>Its group is not wanted any more.</summary>
    NotWanted,

    /// <summary>Its group has more machines than are wanted.</summary>
    ScaledIn,

    /// <summary>An update: it was made from another configuration than the spec's, and another machine takes its place.</summary>
    Outdated,

    /// <summary>Its health checks say that it is ill; another machine takes its place.</summary>
    Unhealthy,

    /// <summary>The provider says that it does not run, or it never came up; another machine takes its place.</summary>
    Dead,

    /// <summary>It was not listed for a time; another machine takes its place.</summary>
    Missing,

    /// <summary>A person asked for it; another machine takes its place.</summary>
    Asked,

    /// <summary>It was made to take another's place, and that one is well again.</summary>
    NotNeeded,

    /// <summary>A person had it kept for a look at it, and the time for that is over.</summary>
    QuarantineOver,

    /// <summary>It carries our labels and belongs to no node.</summary>
    NoNode,
}
