using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.SshHosts;

/// <summary>All hosts of a pool as they were found at one time.</summary>
internal sealed class PoolSighting
{
    /// <summary>How many hosts hold a note of each machine.</summary>
    private const int Copies = 4;

    public PoolSighting(IReadOnlyList<HostSighting> hosts)
    {
        Hosts = hosts;
        Answering = [.. hosts.Where(host => host.Report is not null)];
        Buried = Answering.SelectMany(host => host.Report?.Gone ?? []).ToHashSet();
        var here = Answering.Select(host => host.Host.Id).ToHashSet(StringComparer.Ordinal);
        var claimed = Answering.Select(host => host.Report?.Claim?.Token).ToHashSet(StringComparer.Ordinal);
        var pool = hosts.Select(host => host.Host.Id).ToHashSet(StringComparer.Ordinal);
        Remembered =
        [
            .. Answering
                .SelectMany(host => host.Report?.Notes ?? [])
                .Where(note =>
                    pool.Contains(note.Host)
                    && !here.Contains(note.Host)
                    && !claimed.Contains(note.Token)
                    && !Buried.Contains((note.Token, note.Host))
                )
                .OrderBy(note => note.ToText(), StringComparer.Ordinal)
                .DistinctBy(note => note.Token),
        ];
    }

    public IReadOnlyList<HostSighting> Hosts { get; }

    public IReadOnlyList<HostSighting> Answering { get; }

    /// <summary>Machines that are to be removed as soon as their hosts answer.</summary>
    public IReadOnlySet<(string Token, string Host)> Buried { get; }

    /// <summary>Machines on hosts that do not answer, as others remember them.</summary>
    public IReadOnlyList<MachineRecord> Remembered { get; }

    public HostSighting? Find(string hostId) => Hosts.FirstOrDefault(host => host.Host.Id == hostId);

    /// <summary>The hosts that answer and hold the notes of a machine; the same for everybody who reaches the same hosts.</summary>
    public IEnumerable<HostSighting> HoldersOf(string token) =>
        Order(token, Answering, host => host.Host.Id).Take(Copies);

    /// <summary>An order of hosts that is each token's own.</summary>
    public static IEnumerable<T> Order<T>(string token, IEnumerable<T> hosts, Func<T, string> id) =>
        hosts.OrderBy(
            host => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{token}@{id(host)}"))),
            StringComparer.Ordinal
        );

    /// <summary>In words, for a user who wants a machine.</summary>
    public NoCapacityException NoneFree()
    {
        var silent = Hosts.Where(host => host.Failure is not null).ToList();
        var claimed = Answering.Count(host => host.Report is { IsClaimed: true });
        var why = silent is [{ Failure: { } failure }, ..] ? $" (the first: {failure.Message})" : "";
        return new NoCapacityException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"No host of the pool is free: of {Hosts.Count}, {claimed} are claimed and {silent.Count} did not answer{why}."
            )
        );
    }
}
