using System.Collections.Concurrent;
using Kadende.Sdk.Failures;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Secrets;

/// <summary>All secrets that specs may name: looked for in each place in turn, and remembered in memory for a while.</summary>
public sealed class SecretStore(IEnumerable<ISecretSource> sources, IOptions<SecretOptions> options, TimeProvider time)
{
    private readonly IReadOnlyList<ISecretSource> _sources = [.. sources];
    private readonly ConcurrentDictionary<string, (string Value, DateTimeOffset Until)> _known = new(
        StringComparer.Ordinal
    );

    /// <summary>The secret's value; null when there is none of this name.</summary>
    /// <exception cref="ProviderException">A place could not be asked.</exception>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out var known) && time.GetUtcNow() < known.Until)
        {
            return known.Value;
        }

        foreach (var source in _sources)
        {
            if (await source.FindAsync(name, cancellationToken) is { } value)
            {
                _known[name] = (value, time.GetUtcNow() + options.Value.KeepFor);
                return value;
            }
        }

        _known.TryRemove(name, out _);
        return null;
    }

    /// <summary>That there is no such secret, and what to do.</summary>
    public string MissingMessage(string name) =>
        $"There is no secret '{name}'. An operator can {string.Join(", or ", _sources.Select(source => source.HowToAdd(name)).OfType<string>())}.";
}
