using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Invariants;

/// <summary>A promise that holds at every moment of every simulation.</summary>
internal abstract class Invariant
{
    /// <summary>The promise, as one sentence.</summary>
    public abstract string Promise { get; }

    /// <summary>Rows were written.</summary>
    public virtual void Committed(World world, CommitSeen seen) { }

    /// <summary>A machine is about to be made.</summary>
    public virtual void Creating(World world, CreateRequest request) { }

    /// <summary>The cloud did what it does about a creation.</summary>
    public virtual void Created(World world, CreateRequest request) { }

    /// <summary>A machine is about to be removed.</summary>
    public virtual void Destroying(World world, DestroyRequest request) { }

    /// <summary>Labels are about to be put on a machine.</summary>
    public virtual void Labelling(World world, LabelRequest request) { }

    protected void Break(World world, string how) => world.Break(Promise, how);
}
