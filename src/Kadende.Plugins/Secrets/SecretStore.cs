using System.Collections.Concurrent;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Secrets;

/// <summary>
/// All secrets that specs may name: those of their team, then, for teams that the settings share them with, those of the installation.
/// Remembered in memory for a while.
/// </summary>
public sealed class SecretStore(
    ITeamSecrets teams,
    IEnumerable<ISecretSource> sources,
    IOptions<SecretOptions> options,
    TimeProvider time
)
{
    private readonly IReadOnlyList<ISecretSource> _sources = [.. sources];
    private readonly ConcurrentDictionary<(string Team, string Name), (string Value, DateTimeOffset Until)> _known =
        new();
    private long _changes;

    /// <summary>The value that the name has for a team; null when there is none.</summary>
    /// <exception cref="ProviderException">A place could not be asked.</exception>
    public async Task<string?> FindAsync(string team, string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((team, name), out var known) && time.GetUtcNow() < known.Until)
        {
            return known.Value;
        }

        var changes = Volatile.Read(ref _changes);
        if (await AskAsync(team, name, cancellationToken) is not { } value)
        {
            _known.TryRemove((team, name), out _);
            return null;
        }

        _known[(team, name)] = (value, time.GetUtcNow() + options.Value.KeepFor);
        if (Volatile.Read(ref _changes) != changes)
        {
            // It may have been read before a change and remembered after it.
            _known.TryRemove((team, name), out _);
        }

        return value;
    }

    /// <summary>Whoever asks for the secret next gets it as it is then.</summary>
    public void Forget(string team, string name)
    {
        Interlocked.Increment(ref _changes);
        _known.TryRemove((team, name), out _);
    }

    /// <summary>That there is no such secret for a team, and what to do.</summary>
    public string MissingMessage(string team, string name)
    {
        var own =
            $"There is no secret '{name}' for team '{team}'. An admin of the team can add it (PUT /api/teams/{team}/secrets/{name})";
        var others = string.Join(", or ", _sources.Select(source => source.HowToAdd(name)).OfType<string>());
        return options.Value.IsSharedWith(team)
            ? $"{own}, or an operator can {others}."
            : $"{own}. The installation's own secrets are not shared with this team: ask an administrator if it needs one of them.";
    }

    private async Task<string?> AskAsync(string team, string name, CancellationToken cancellationToken)
    {
        if (!SecretText.IsName(name))
        {
            // Specs that name it are refused; here nothing may be looked for by it, least of all a file.
            return null;
        }

        var value = await teams.FindAsync(team, name, cancellationToken);
        foreach (var source in options.Value.IsSharedWith(team) ? _sources : [])
        {
            value ??= await source.FindAsync(name, cancellationToken);
        }

        return value;
    }
}
