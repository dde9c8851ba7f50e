using System.Collections.Concurrent;

namespace Kadende.Plugins.Catalog;

/// <summary>How the plugins fared that this host has called, by their last calls.</summary>
public sealed class PluginHealth(TimeProvider time)
{
    /// <summary>Plugins behind URLs come and go; beyond so many all are read anew.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<PluginKey, PluginReading> _readings = [];

    /// <summary>It answered, be it with a refusal.</summary>
    public void Answered(PluginKey plugin)
    {
        Trim(plugin);
        _readings[plugin] = new PluginReading(IsWorking: true, time.GetUtcNow(), null);
    }

    /// <summary>It gave no usable answer, or could not sign in where it makes machines.</summary>
    public void Failed(PluginKey plugin, string reason)
    {
        Trim(plugin);
        _readings.AddOrUpdate(
            plugin,
            _ => new PluginReading(IsWorking: false, time.GetUtcNow(), reason),
            (_, before) =>
                before.IsWorking
                    ? new PluginReading(IsWorking: false, time.GetUtcNow(), reason)
                    : before with
                    {
                        Reason = reason,
                    }
        );
    }

    /// <summary>Null: it was not called since this host began.</summary>
    public PluginReading? Of(PluginKey plugin) => _readings.GetValueOrDefault(plugin);

    private void Trim(PluginKey plugin)
    {
        if (_readings.Count >= Most && !_readings.ContainsKey(plugin))
        {
            _readings.Clear();
        }
    }
}
