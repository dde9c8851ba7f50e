using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Machines;

/// <summary>The flavour <c>worker</c>: its machines have work to take up and to let go of, and bear its label.</summary>
internal sealed class ProgrammedFlavour(WorkProgram program) : IFlavour
{
    public const string Label = LabelNames.FlavourPrefix + "worker";

    public FlavourDescription Description { get; } =
        new("worker", "1.0.0", "Works as the simulation has programmed.", """{ "type": "object" }""")
        {
            Provisions = true,
            Drains = true,
        };

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<PropertyFault>>([]);

    public async Task<CreateRequest> PrepareAsync(
        FlavourPlan plan,
        CreateRequest request,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        return request with
        {
            Labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal) { [Label] = "yes" },
        };
    }

    public async Task<FlavourAnswer> ProvisionAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return program.Configure(call.Node.Instance.Id);
    }

    public Task<HealthReading?> CheckAsync(FlavourCall call, CancellationToken cancellationToken) =>
        Task.FromResult<HealthReading?>(null);

    public async Task<FlavourAnswer> DrainAsync(FlavourCall call, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return program.LetGo(call.Node.Instance.Id);
    }
}
