using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Machines;

/// <summary>Sees the calls that reach a cloud.</summary>
internal interface ICallObserver
{
    void Creating(IReadOnlyList<CreateRequest> requests);

    /// <summary>The cloud has done what it does about a creation, also when nobody hears of it.</summary>
    void Created(IReadOnlyList<CreateRequest> requests);

    void Destroying(IReadOnlyList<DestroyRequest> requests);

    void Labelling(LabelRequest request);
}
