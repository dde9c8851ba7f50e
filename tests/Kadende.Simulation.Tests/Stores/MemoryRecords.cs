using Kadende.Runtime.Stores;

namespace Kadende.Simulation.Tests.Stores;

/// <summary>Small records of one kind, in memory: every method is one moment, and every write makes a new ETag.</summary>
internal sealed class MemoryRecords<T>
{
    private readonly SortedDictionary<string, Stored<T>> _records = new(StringComparer.Ordinal);
    private long _lastVersion;

    public Stored<T>? Find(RecordKey key) => _records.GetValueOrDefault(NameOf(key));

    public IReadOnlyList<Stored<T>> List(string? team) =>
        [
            .. _records
                .Where(entry => team is null || entry.Key.StartsWith(team + "/", StringComparison.Ordinal))
                .Select(entry => entry.Value),
        ];

    public Stored<T>? Save(RecordKey key, T record, string? etag)
    {
        if (Find(key)?.ETag != etag)
        {
            return null;
        }

        _lastVersion++;
        var stored = new Stored<T>(record, $"r{_lastVersion}");
        _records[NameOf(key)] = stored;
        return stored;
    }

    public bool Remove(RecordKey key, string etag)
    {
        if (Find(key) is not { } found)
        {
            return true;
        }

        return found.ETag == etag && _records.Remove(NameOf(key));
    }

    private static string NameOf(RecordKey key) => $"{key.Team}/{key.Name}";
}
