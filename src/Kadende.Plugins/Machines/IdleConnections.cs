using System.Net;
using Renci.SshNet;

namespace Kadende.Plugins.Machines;

/// <summary>
/// Connections that nobody uses for the moment. To log in costs both sides more than most commands do, and whoever looked at a machine
/// looks at it again soon.
/// </summary>
internal sealed class IdleConnections(TimeProvider time) : IDisposable
{
    /// <summary>Each has a thread that listens to it.</summary>
    private const int Most = 128;

    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<SshTarget, Idle> _idle = [];
    private ITimer? _sweep;
    private bool _isClosed;

    /// <param name="addresses">Where the machine may be reached now.</param>
    /// <returns>Null: there is none, or none that still stands.</returns>
    public (SshClient Client, IPAddress Address)? Take(SshTarget target, IPAddress[] addresses)
    {
        Idle? found;
        lock (_lock)
        {
            _idle.Remove(target, out found);
        }

        if (found is null)
        {
            return null;
        }

        if (addresses.Contains(found.Address) && found.Client.IsConnected)
        {
            return (found.Client, found.Address);
        }

        found.Client.Dispose();
        return null;
    }

    /// <summary>Keeps a connection for the next who asks, or hangs up.</summary>
    public void Keep(SshTarget target, IPAddress address, SshClient client)
    {
        lock (_lock)
        {
            if (
                !_isClosed
                && _idle.Count < Most
                && client.IsConnected
                && _idle.TryAdd(target, new Idle(client, address, time.GetUtcNow()))
            )
            {
                _sweep ??= time.CreateTimer(_ => Sweep(), null, KeepFor, KeepFor);
                return;
            }
        }

        client.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _sweep?.Dispose();
        }

        HangUp(_ => true);
    }

    private void Sweep()
    {
        var oldest = time.GetUtcNow() - KeepFor;
        HangUp(idle => idle.Since <= oldest);
    }

    private void HangUp(Func<Idle, bool> which)
    {
        List<KeyValuePair<SshTarget, Idle>> over;
        lock (_lock)
        {
            over = [.. _idle.Where(entry => which(entry.Value))];
            over.ForEach(entry => _idle.Remove(entry.Key));
        }

        over.ForEach(entry => entry.Value.Client.Dispose());
    }

    private sealed record Idle(SshClient Client, IPAddress Address, DateTimeOffset Since);
}
