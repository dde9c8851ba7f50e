using System.Collections.Concurrent;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Machines;
using Kadende.Sdk.Machines;
using Renci.SshNet;

namespace Kadende.Plugins.SshHosts;

/// <summary>Reaches the hosts of pools.</summary>
internal sealed class HostLinks(SshHostsOptions options, ProbeTargets targets, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, SshConnections> _connections = new(StringComparer.Ordinal);

    // Whoever waits for a free connection must not lose the time in which the host may answer.
    private readonly SemaphoreSlim _open = new(options.Parallelism);

    /// <summary>Runs one of our own scripts and gives what it wrote.</summary>
    public async Task<string> AskAsync(
        SshHostsProperties pool,
        PoolHost host,
        string script,
        CancellationToken cancellationToken
    ) => (await RunAsync(pool, host, script, options.AnswerTimeout, cancellationToken)).Output;

    public async Task<ExecResult> RunAsync(
        SshHostsProperties pool,
        PoolHost host,
        string script,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        await _open.WaitAsync(cancellationToken);
        try
        {
            var target = new SshTarget($"ssh|{host.Id}", host.Host, host.Port, pool.User) { HostKey = host.HostKey };
            var connections = _connections.GetOrAdd(pool.Key ?? "", Connect);
            return await new SshShell(target, connections, time).ExecAsync(script, timeout, cancellationToken);
        }
        finally
        {
            _open.Release();
        }
    }

    public void Dispose()
    {
        _open.Dispose();
        foreach (var connections in _connections.Values)
        {
            connections.Dispose();
        }
    }

    private SshConnections Connect(string key) =>
        new(
            key.Length > 0
                ? new SshKey("resourceProperties/key", () => new PrivateKeyFile(new MemoryStream(TextOf(key))))
                : new SshKey(
                    "Kadende:Plugins:Ssh:PrivateKeyFile",
                    () => new PrivateKeyFile(options.PrivateKeyFile, options.Passphrase)
                ),
            options.Parallelism,
            targets,
            time
        );

    /// <summary>A key that was pasted often lacks its last line's end.</summary>
    private static byte[] TextOf(string key) => System.Text.Encoding.UTF8.GetBytes(key.Trim() + "\n");
}
