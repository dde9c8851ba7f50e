using System.Collections.Concurrent;
using System.Globalization;
using Kadende.Plugins.Simulated;
using Kadende.Sdk;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>The machines of one provider, as they really are; they outlive every process.</summary>
internal sealed class Machines : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kadende-passes");
    private readonly SimulatedOptions _promises;

    /// <param name="provider">
    /// <c>file</c>, <c>simulated</c>, <c>lagging</c>: the simulated one with a cloud that keeps few promises, or <c>overlapping</c>: the
    /// simulated one, of which every change of properties makes another place that shows the same machines.
    /// </param>
    public Machines(string provider, TimeProvider clock)
    {
        var lags = provider == "lagging";
        PlacesOverlap = provider == "overlapping";
        Provider = lags || PlacesOverlap ? "simulated" : provider;
        _promises = lags ? Few : new();
        Clouds = new SimulatedClouds(Options.Create(_promises), clock);
        Clouds["default"].Faults = lags ? Lagging : new();
    }

    public string Provider { get; }

    public bool PlacesOverlap { get; }

    public SimulatedClouds Clouds { get; }

    /// <summary>Every machine that was ever made, also when nobody heard of it.</summary>
    public ConcurrentBag<string> Made { get; } = [];

    public IEnumerable<(string Key, string? Value)> Settings =>
        [
            ("File:Directory", Files),
            ("Simulated:IdempotentCreate", $"{_promises.IdempotentCreate}"),
            ("Simulated:ListDelay", _promises.ListDelay.ToString(null, CultureInfo.InvariantCulture)),
            ("Simulated:CallTimeout", _promises.CallTimeout.ToString(null, CultureInfo.InvariantCulture)),
            ("Simulated:CreateBatch", _promises.CreateBatch.ToString(CultureInfo.InvariantCulture)),
        ];

    private string Files => Path.Combine(_folder.FullName, "files");

    private static SimulatedOptions Few =>
        new()
        {
            IdempotentCreate = false,
            ListDelay = TimeSpan.FromSeconds(4),
            CallTimeout = TimeSpan.FromSeconds(3),
            CreateBatch = 2,
        };

    private static SimulatedFaults Lagging =>
        new()
        {
            ListLag = TimeSpan.FromSeconds(3),
            BootTime = TimeSpan.FromSeconds(2),
            DeleteTime = TimeSpan.FromSeconds(2),
        };

    /// <summary>The ids of those of one cluster.</summary>
    public HashSet<string> Of(string clusterId)
    {
        var ids =
            Provider == "file"
                ? FilesOf(clusterId)
                : Clouds["default"]
                    .Machines.Where(machine => machine.Labels[LabelNames.Cluster] == clusterId)
                    .Select(machine => machine.Id);
        return ids.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>One vanishes behind everybody's back.</summary>
    public void Lose(string instanceId)
    {
        if (Provider == "file")
        {
            File.Delete(Path.Combine(Files, instanceId));
        }
        else
        {
            Clouds["default"].Remove(instanceId);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> FilesOf(string clusterId) =>
        Directory.Exists(Files)
            ? Directory
                .EnumerateFiles(Files, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Files, path))
                .Where(path => path.Contains($"/{clusterId}/", StringComparison.Ordinal))
            : [];
}
