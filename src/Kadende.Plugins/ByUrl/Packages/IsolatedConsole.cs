using System.Text.Json;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>Reads consoles through somebody else's code.</summary>
internal sealed class IsolatedConsole(IConsoleOutput plugin) : IConsoleOutput
{
    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    ) => Task.Run(() => plugin.ReadConsoleAsync(instanceId, properties, cancellationToken), cancellationToken);
}
