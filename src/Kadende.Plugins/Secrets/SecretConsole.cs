using System.Text.Json;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Secrets;

/// <summary>The consoles of machines whose properties name secrets.</summary>
internal sealed class SecretConsole(IConsoleOutput inner, SecretProvider provider) : IConsoleOutput
{
    public Task<string?> ReadConsoleAsync(
        string instanceId,
        JsonElement properties,
        CancellationToken cancellationToken
    ) =>
        provider.CallAsync(
            properties,
            (filled, token) => inner.ReadConsoleAsync(instanceId, filled, token),
            (text, known) => known.Hide(text),
            cancellationToken
        );
}
