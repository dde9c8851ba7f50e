using System.Collections.Concurrent;

namespace Kadende.Plugins.Catalog;

/// <summary>How the plugins fared that this host has called, by their last calls.</summary>
public sealed class PluginHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<PluginKey, PluginReading> _readings = [];

    /// <summary>It answered, be it with a refusal.</summary>
    public void Answered(PluginKey plugin) =>
        _readings[plugin] = new PluginReading(IsWorking: true, time.GetUtcNow(), null);

    /// <summary>It gave no usable answer, or could not sign in where it makes machines.</summary>
    public void Failed(PluginKey plugin, string reason) =>
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

    /// <summary>Null: it was not called since this host began.</summary>
    public PluginReading? Of(PluginKey plugin) => _readings.GetValueOrDefault(plugin);
}
