using System.Collections.Concurrent;

namespace Kadende.Plugins.Catalog;

/// <summary>How the plugins fared that this host has called, by their last calls.</summary>
public sealed class PluginHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<(PluginKind Kind, string Name, string Version), PluginReading> _readings = [];

    /// <summary>It answered, be it with a refusal.</summary>
    public void Answered(PluginKind kind, string name, string version) =>
        _readings[(kind, name, version)] = new PluginReading(IsWorking: true, time.GetUtcNow(), null);

    /// <summary>It gave no usable answer, or could not sign in where it makes machines.</summary>
    public void Failed(PluginKind kind, string name, string version, string reason) =>
        _readings.AddOrUpdate(
            (kind, name, version),
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
    public PluginReading? Of(PluginKind kind, string name, string version) =>
        _readings.GetValueOrDefault((kind, name, version));
}
