using System.Diagnostics;
using System.Globalization;
using Kadende.Sdk;

namespace Kadende.Plugins.Processes;

/// <summary>The variables that a node's process sees, and every script that runs in the node.</summary>
internal static class NodeEnvironment
{
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG"];

    /// <summary>Gives a process that is about to start these variables and no others.</summary>
    public static void Set(ProcessStartInfo start, NodeRecord record, ProcessProperties properties)
    {
        var inherited = Inherited
            .Select(name => (Name: name, Value: start.Environment.TryGetValue(name, out var value) ? value : null))
            .ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited.Concat(VariablesOf(record, properties)))
        {
            start.Environment[name] = value;
        }
    }

    private static IEnumerable<(string Name, string? Value)> VariablesOf(
        NodeRecord record,
        ProcessProperties properties
    )
    {
        foreach (var (name, value) in properties.Environment)
        {
            yield return (name, value);
        }

        yield return ("KADENDE_NODE", record.Labels.GetValueOrDefault(LabelNames.Node) ?? record.Token);
        yield return ("KADENDE_TOKEN", record.Token);
        yield return ("KADENDE_CLUSTER", record.Labels.GetValueOrDefault(LabelNames.Cluster) ?? "");
        yield return ("KADENDE_GROUP", record.Labels.GetValueOrDefault(LabelNames.Group) ?? "");
        yield return ("KADENDE_LOGICAL_ID", record.LogicalId ?? "");
        foreach (var port in properties.Ports.Where(record.Ports.ContainsKey))
        {
            var given = record.Ports[port].ToString(CultureInfo.InvariantCulture);
            yield return (string.Create(CultureInfo.InvariantCulture, $"PORT_{port}"), given);
            if (port == properties.Ports[0])
            {
                yield return ("PORT", given);
            }
        }
    }
}
