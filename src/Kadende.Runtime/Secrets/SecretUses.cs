using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Secrets;

/// <summary>Which clusters name a secret in their stored specs.</summary>
public sealed class SecretUses(IClusterStore clusters)
{
    private const int PageSize = 200;

    /// <summary>The names of clusters of the team, in order.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string team, string name, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await clusters.ListAsync(team, cursor, PageSize, cancellationToken);
            found.AddRange(
                page.Items.Select(cluster => cluster.Value)
                    .Where(cluster => GroupsOf(SpecReader.Read(cluster.Source)).Any(group => Names(group, name)))
                    .Select(cluster => cluster.Name)
            );
            cursor = page.Cursor;
        } while (cursor is not null);

        return found;
    }

    private static bool Names(GroupSpec group, string name) =>
        group.Resources.SelectMany(way => SecretText.Find(way.Properties)).Any(use => use.Name == name);

    /// <summary>A spec that has faults by newer rules still has its groups.</summary>
    private static IReadOnlyList<GroupSpec> GroupsOf(SpecResult read) =>
        read switch
        {
            SpecResult.Good good => good.Spec.Groups,
            SpecResult.Faulty faulty => faulty.SoundGroups,
            _ => throw new InvalidOperationException("A spec is good or faulty."),
        };
}
