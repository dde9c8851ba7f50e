using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>An installation that was set up long ago: its id is known in every process.</summary>
internal sealed class MemoryInstallationStore : IInstallationStore
{
    public const string Id = "simulation000000";

    public Task<string> ReadIdAsync(CancellationToken cancellationToken) => Task.FromResult(Id);

    public Task<byte[]> ReadSecretAsync(CancellationToken cancellationToken) => Task.FromResult(new byte[32]);
}
