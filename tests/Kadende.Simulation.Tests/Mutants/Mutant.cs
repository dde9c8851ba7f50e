using Kadende.Core.Access;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Mutants;

/// <summary>A product with a mistake in it, made at its seams.</summary>
internal sealed record Mutant
{
    /// <summary>The product as it is.</summary>
    public static readonly Mutant None = new();

    public Func<IProvider, IProvider> Provider { get; init; } = provider => provider;

    public Func<IClusterStore, IClusterStore> Store { get; init; } = store => store;

    public Func<IRecordStore<CreateBudget>, IRecordStore<CreateBudget>> Budgets { get; init; } = budgets => budgets;

    /// <summary>How the promises begin one of which it breaks.</summary>
    public IReadOnlyList<string> Breaks { get; init; } = [""];

    public Func<IHealthCheck, IHealthCheck> Check { get; init; } = check => check;
}
