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

    private readonly FairTurns _turns = new(options.Parallelism);

    /// <summary>Runs one of our own scripts and gives what it wrote.</summary>
    public async Task<string> AskAsync(
        SshHostsProperties pool,
        PoolHost host,
        string script,
        CancellationToken cancellationToken
    ) => (await RunAsync(pool, host, script, options.AnswerTimeout, cancellationToken)).Output;

    public Task<ExecResult> RunAsync(
        SshHostsProperties pool,
        PoolHost host,
        string script,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var target = new SshTarget($"ssh|{host.Id}", host.Host, host.Port, pool.User)
        {
            HostKey = host.HostKey,
            // Enough to tell pools apart: those that begin with the same host are as good as the same.
            Caller = pool.Hosts[0].Id,
        };
        var shell = new SshShell(target, _connections.GetOrAdd(pool.Key ?? "", Connect), time)
        {
            LongestLogin = options.AnswerTimeout,
        };
        return shell.ExecAsync(script, timeout, cancellationToken);
    }

    public void Dispose()
    {
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
            _turns,
            targets,
            time
        );

    /// <summary>A key that was pasted often lacks its last line's end.</summary>
    private static byte[] TextOf(string key) => System.Text.Encoding.UTF8.GetBytes(key.Trim() + "\n");
}
