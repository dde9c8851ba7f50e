using System.Text.Json;

namespace Kadende.Sdk.Machines;

/// <summary>What an <see cref="Providers.IProvider"/> implements besides when it can show what a machine wrote to its console.</summary>
public interface IConsoleOutput
{
    /// <summary>The end of the machine's console output, at most 64 KiB; null when there is none (yet). May be repeated.</summary>
    /// <param name="properties">Properties whose <see cref="Providers.IProvider.ScopeOf"/> says where it is.</param>
    /// <exception cref="Failures.InstanceGoneException">The machine does not exist.</exception>
    Task<string?> ReadConsoleAsync(string instanceId, JsonElement properties, CancellationToken cancellationToken);
}
