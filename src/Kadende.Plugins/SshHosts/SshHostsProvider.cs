using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.SshHosts;

/// <summary>Takes machines from a pool of hosts that exist already, over SSH: what it knows stands on the hosts themselves.</summary>
public sealed class SshHostsProvider : IProvider, IMachineExec, IDisposable
{
    private readonly SshHostsOptions _options;
    private readonly HostLinks _links;
    private readonly PoolSurvey _survey;
    private readonly HostClaiming _claiming;
    private readonly HostRelease _release;
    private readonly PoolListing _listing;

    public SshHostsProvider(IOptions<SshHostsOptions> options, ProbeTargets targets, TimeProvider time)
    {
        _options = options.Value;
        _links = new HostLinks(_options, targets, time);
        _survey = new PoolSurvey(_links);
        var notes = new PoolNotes(_links, _options);
        _claiming = new HostClaiming(_links, _survey, notes, time);
        _release = new HostRelease(_links, notes);
        _listing = new PoolListing(_survey, notes, _release);
    }

    public ProviderDescription Description { get; } =
        new(
            "ssh",
            "1.0.0",
            "Takes machines from a pool of existing hosts over SSH.",
            SshHostsProperties.Schema,
            new ProviderCapabilities
            {
                IdempotentCreate = true,
                ListDelay = TimeSpan.Zero,
                CreateBatch = 50,
                DestroyBatch = 50,
                Parallelism = 4,
                CallTimeout = TimeSpan.FromMinutes(3),
                LabelsInPlace = true,
            }
        );

    public async Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pool = SshHostsProperties.Parse(properties);
        List<PropertyFault> faults = [.. pool.Faults(_options)];
        if (faults.Count == 0)
        {
            // A host that is down is no fault of the spec; that nobody lets us in, or that none answers, is told.
            var sighting = await _survey.LookAsync(pool, cancellationToken);
            faults.AddRange(
                sighting
                    .Hosts.Index()
                    .Where(host => host.Item.Failure is CredentialException)
                    .Select(host => new PropertyFault($"hosts/{host.Index}", host.Item.Failure?.Message ?? ""))
            );
        }

        return faults;
    }

    public string ScopeOf(JsonElement properties)
    {
        var hosts = SshHostsProperties
            .Parse(properties)
            .Hosts.Select(host => $"{host.Id}{host.Folder}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var all = string.Join(',', hosts);
        return all.Length <= 200
            ? all
            : $"{hosts[0]}+{hosts.Count - 1}#{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)))}";
    }

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _claiming.ClaimAsync(PoolOf(requests[0].Properties), requests, cancellationToken);
    }

    public async Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new InstancePage(
            await _listing.ListAsync(PoolOf(request.Properties), request.Labels, cancellationToken),
            NextPageToken: null
        );
    }

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pool = PoolOf(requests[0].Properties);
        return PoolSurvey.EachAsync(
            requests,
            request => _release.ReleaseAsync(pool, request.InstanceId, cancellationToken),
            cancellationToken
        );
    }

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken)
    {
        var (pool, host, token) = Find(request.InstanceId, request.Properties);
        return new HostLabels(_links, _listing).SetAsync(pool, host, token, request, cancellationToken);
    }

    public bool UsesHost(JsonElement properties) => !OwnCredentials.AreIn(properties, "key");

    public async Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken)
    {
        var (pool, host, token) = Find(request.InstanceId, request.Properties);
        var script = HostScripts.Exec(host, token, request.Script);
        var result = await _links.RunAsync(pool, host, script, request.Timeout, cancellationToken);
        return result is { ExitCode: 97, Output: "kadende-gone\n" }
            ? throw new InstanceGoneException($"{host.Id} is no longer the machine '{token}'.")
            : result;
    }

    public void Dispose() => _links.Dispose();

    private (SshHostsProperties Pool, PoolHost Host, string Token) Find(string instanceId, JsonElement properties)
    {
        var pool = PoolOf(properties);
        return
            PoolView.ParseId(instanceId) is var (hostId, token)
            && pool.Hosts.FirstOrDefault(host => host.Id == hostId) is { } host
            ? (pool, host, token)
            : throw new InstanceGoneException($"There is no machine '{instanceId}' in the pool.");
    }

    private SshHostsProperties PoolOf(JsonElement properties)
    {
        var pool = SshHostsProperties.Parse(properties);
        return pool.Faults(_options).FirstOrDefault() is { } fault
            ? throw new RequestRejectedException(fault.Message)
            : pool;
    }
}
