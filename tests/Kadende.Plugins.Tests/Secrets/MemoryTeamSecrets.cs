using Kadende.Plugins.Secrets;

namespace Kadende.Plugins.Tests.Secrets;

/// <summary>The secrets of teams in memory.</summary>
internal sealed class MemoryTeamSecrets : ITeamSecrets
{
    private readonly Dictionary<(string Team, string Name), string> _values = [];

    /// <summary>Runs after a value was looked for and before it is given back.</summary>
    public Action Found { get; set; } = () => { };

    public string? FaultOf(string team, string name) => null;

    public Task<IReadOnlyList<TeamSecret>> ListAsync(string team, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TeamSecret>>([
            .. _values
                .Keys.Where(key => key.Team == team)
                .Select(key => new TeamSecret(key.Team, key.Name, DateTimeOffset.MinValue, "")),
        ]);

    public Task<string?> FindAsync(string team, string name, CancellationToken cancellationToken)
    {
        var value = _values.GetValueOrDefault((team, name));
        Found();
        return Task.FromResult(value);
    }

    public Task<TeamSecret> PutAsync(
        string team,
        string name,
        string value,
        string by,
        CancellationToken cancellationToken
    )
    {
        _values[(team, name)] = value;
        return Task.FromResult(new TeamSecret(team, name, DateTimeOffset.MinValue, by));
    }

    public Task<bool> RemoveAsync(string team, string name, CancellationToken cancellationToken) =>
        Task.FromResult(_values.Remove((team, name)));
}
