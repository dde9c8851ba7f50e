using Kadende.Sdk.Providers;

namespace Kadende.Plugins.SshHosts;

/// <summary>Claims as machines.</summary>
internal static class PoolView
{
    public static string IdOf(MachineRecord machine) => $"{machine.Host}/{machine.Token}";

    /// <summary>Null when the text is no id of ours.</summary>
    public static (string Host, string Token)? ParseId(string id) =>
        id.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && id.AsSpan(0, slash).Contains(':')
        && PluginLabels.IsToken(id.AsSpan(slash + 1))
            ? (id[..slash], id[(slash + 1)..])
            : null;

    /// <summary>A machine whose host told of it.</summary>
    public static Instance Of(PoolHost host, MachineRecord machine, HostReport report) =>
        Of(
            host,
            machine,
            report.IsReleasing ? InstanceState.Terminating
                : report.Init == "waits" ? InstanceState.Starting
                : InstanceState.Running,
            ("init", report.Init)
        );

    public static Instance Of(
        PoolHost host,
        MachineRecord machine,
        InstanceState state,
        params IEnumerable<(string Name, string Value)> more
    )
    {
        var details = more.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        details["host"] = host.Id;
        if (host.Zone is { } zone)
        {
            details["zone"] = zone;
        }

        return new Instance
        {
            Id = IdOf(machine),
            State = state,
            Labels = machine.Labels,
            LogicalId = machine.LogicalId,
            CreatedAt = machine.CreatedAt,
            Address = host.Host,
            Ports = host.Port == 22 ? new Dictionary<int, int>() : new Dictionary<int, int> { [22] = host.Port },
            Details = details,
        };
    }

    /// <summary>The free hosts, the best for this machine first: those of its zone, then the others.</summary>
    public static IReadOnlyList<PoolHost> Candidates(PoolSighting pool, CreateRequest request)
    {
        var zones = pool.Hosts.Select(host => host.Host.Zone ?? "").Distinct(StringComparer.Ordinal).ToList();
        var zone = zones[request.Spread % zones.Count];
        return
        [
            .. PoolSighting
                .Order(
                    request.Token,
                    pool.Answering.Where(host => host.Report is { IsClaimed: false }).Select(host => host.Host),
                    host => host.Id
                )
                .OrderBy(host => (host.Zone ?? "") == zone ? 0 : 1),
        ];
    }
}
