using System.Text.Json;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A real provider in a process that may die, with a note of every machine that it ever made, also when nobody heard of it.</summary>
internal sealed class WatchedProvider(IProvider real, Crash crash, Machines machines, Action acted) : IProvider
{
    public ProviderDescription Description => real.Description;

    public IMachineExec? Exec => real.Exec;

    public IConsoleOutput? Console => real.Console;

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => real.ValidateAsync(properties, cancellationToken);

    public string ScopeOf(JsonElement properties) =>
        machines.PlacesOverlap ? $"{real.ScopeOf(properties)} {properties.GetRawText()}" : real.ScopeOf(properties);

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) =>
        crash.AroundAsync(async () =>
        {
            var results = await real.CreateAsync(requests, cancellationToken);
            foreach (var created in results.OfType<CreateResult.Created>())
            {
                machines.Made.Add(created.Instance.Id);
            }

            acted();
            return results;
        });

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        crash.AroundAsync(() => real.DescribeAsync(request, cancellationToken));

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) =>
        crash.AroundAsync(async () =>
        {
            var results = await real.DestroyAsync(requests, cancellationToken);
            acted();
            return results;
        });

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        crash.AroundAsync(async () =>
        {
            await real.LabelAsync(request, cancellationToken);
            return true;
        });
}
