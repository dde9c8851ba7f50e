namespace Kadende.Runtime.Requests.Plugins;

/// <summary>A setting with a list of teams for each plugin, <c>*</c> for all teams; plugins by their names or aliases.</summary>
public abstract class TeamsByPlugin : Dictionary<string, IReadOnlyList<string>>
{
    public const string All = "*";

    private protected TeamsByPlugin()
        : base(StringComparer.OrdinalIgnoreCase) { }

    /// <param name="names">All words for one plugin.</param>
    /// <returns>Null: the setting leaves the plugin out.</returns>
    internal IReadOnlyList<string>? TeamsOf(IReadOnlyList<string> names)
    {
        var lists = names.Where(ContainsKey).Select(name => this[name]).ToList();
        return lists.Count == 0 ? null : [.. lists.SelectMany(teams => teams)];
    }

    internal static bool Has(IReadOnlyList<string> teams, string team) => teams.Contains(All) || teams.Contains(team);
}
