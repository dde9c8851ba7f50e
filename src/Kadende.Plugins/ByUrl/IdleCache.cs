namespace Kadende.Plugins.ByUrl;

/// <summary>Keeps what is asked for from time to time.</summary>
internal sealed class IdleCache<TKey, TValue>(TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <summary>What is kept, or what is made now.</summary>
    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                entry = new Entry(make());
                _entries.Add(key, entry);
            }

            entry.AskedAt = time.GetUtcNow();
            return entry.Value;
        }
    }

    /// <summary>Forgets what a key stands for, if it is this.</summary>
    public bool Remove(TKey key, TValue value)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out var entry)
                && EqualityComparer<TValue>.Default.Equals(entry.Value, value)
                && _entries.Remove(key);
        }
    }

    /// <summary>Forgets what nobody asked for in a while.</summary>
    public IReadOnlyList<TValue> RemoveIdle(TimeSpan longer)
    {
        lock (_lock)
        {
            var before = time.GetUtcNow() - longer;
            var idle = _entries.Where(entry => entry.Value.AskedAt < before).ToList();
            idle.ForEach(entry => _entries.Remove(entry.Key));
            return [.. idle.Select(entry => entry.Value.Value)];
        }
    }

    /// <summary>What is kept now.</summary>
    public IReadOnlyList<TValue> Values
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values.Select(entry => entry.Value)];
            }
        }
    }

    public IReadOnlyList<TValue> RemoveAll()
    {
        lock (_lock)
        {
            var all = _entries.Values.Select(entry => entry.Value).ToList();
            _entries.Clear();
            return all;
        }
    }

    private sealed class Entry(TValue value)
    {
        public TValue Value { get; } = value;

        public DateTimeOffset AskedAt { get; set; }
    }
}
