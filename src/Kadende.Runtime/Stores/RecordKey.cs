namespace Kadende.Runtime.Stores;

/// <summary>How a record is found.</summary>
/// <param name="Team">The team that it belongs to; null for a kind that belongs to no team.</param>
/// <param name="Name">A name by the rule of all names; there is nothing under any other text.</param>
public sealed record RecordKey(string? Team, string Name)
{
    public static RecordKey Of(string name) => new(null, name);
}
