using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kadende.Plugins.Health.Probing;
using Kadende.Sdk.Failures;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Kadende.Plugins.Machines;

/// <summary>Connections to machines: each is used by one call at a time, and so many at once.</summary>
internal sealed class SshConnections(SshKey key, int parallelism, ProbeTargets targets, TimeProvider time) : IDisposable
{
    private readonly IdleConnections _idle = new(time);
    private readonly SshHostKeys _hostKeys = new();

    // A key that was read is used by one connection at a time: nobody promises that it can sign twice at once.
    private readonly ConcurrentBag<PrivateKeyFile> _keys = [];
    private readonly SemaphoreSlim _open = new(parallelism);

    /// <summary>Does the work over a connection. One over which it failed or was given up is closed, and with it ends what runs there.</summary>
    /// <exception cref="ProviderException">The machine cannot be reached, or does not let us in.</exception>
    public async Task<T> UseAsync<T>(
        SshTarget target,
        Func<SshClient, Task<T>> work,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var addresses = await ResolveAsync(target, cancellationToken);
        await _open.WaitAsync(cancellationToken);
        try
        {
            return await UseAsync(target, addresses, work, timeout, cancellationToken);
        }
        finally
        {
            _open.Release();
        }
    }

    public void Dispose()
    {
        _idle.Dispose();
        _open.Dispose();
        foreach (var read in _keys)
        {
            read.Dispose();
        }
    }

    private async Task<T> UseAsync<T>(
        SshTarget target,
        IPAddress[] addresses,
        Func<SshClient, Task<T>> work,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var (client, address) = await OpenAsync(target, addresses, timeout, cancellationToken);
        try
        {
            var result = await work(client);
            _idle.Keep(target, address, client);
            return result;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<(SshClient Client, IPAddress Address)> OpenAsync(
        SshTarget target,
        IPAddress[] addresses,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        if (_idle.Take(target, addresses) is { } kept)
        {
            return kept;
        }

        var taken = TakeKey();
        try
        {
            return await ConnectAsync(target, addresses, taken, timeout, cancellationToken);
        }
        finally
        {
            _keys.Add(taken);
        }
    }

    private async Task<IPAddress[]> ResolveAsync(SshTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await targets.ResolveAsync(target.Host, cancellationToken);
        }
        catch (ProbeForbiddenException forbidden)
        {
            throw new RequestRejectedException(forbidden.Message, forbidden);
        }
        catch (SocketException unknown)
        {
            throw new ProviderUnavailableException($"{target.Host} cannot be looked up: {unknown.Message}", unknown);
        }
    }

    private async Task<(SshClient Client, IPAddress Address)> ConnectAsync(
        SshTarget target,
        IPAddress[] addresses,
        PrivateKeyFile taken,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        for (var left = addresses.Length; ; left--)
        {
            var client = NewClient(target, addresses[^left], taken, timeout);
            var changed = false;
            client.HostKeyReceived += (_, shown) =>
            {
                shown.CanTrust = target.HostKey is { } pin
                    ? pin == shown.FingerPrintSHA256
                    : _hostKeys.IsTrusted(target.Machine, $"{shown.HostKeyName} {shown.FingerPrintSHA256}");
                changed = !shown.CanTrust;
            };
            try
            {
                await client.ConnectAsync(cancellationToken);
                return (client, addresses[^left]);
            }
            catch (SocketException) when (left > 1)
            {
                client.Dispose();
            }
            catch (SshConnectionException refused) when (changed)
            {
                client.Dispose();
                throw new CredentialException(
                    target.HostKey is not null
                        ? $"{target.Route} shows another host key than the one that is pinned: either somebody stands in between, or its key was made anew."
                        : $"{target.Route} shows another host key than before: either somebody stands in between, or the machine was made anew "
                            + "under the same id. Look at it; a restart of this host takes the new key as the right one.",
                    refused
                );
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
    }

    private static SshClient NewClient(SshTarget target, IPAddress address, PrivateKeyFile taken, TimeSpan timeout)
    {
        var login = new PrivateKeyAuthenticationMethod(target.User, taken);
        var connection = new ConnectionInfo(address.ToString(), target.Port, target.User, login) { Timeout = timeout };
        return new SshClient(connection);
    }

    private PrivateKeyFile TakeKey()
    {
        if (_keys.TryTake(out var read))
        {
            return read;
        }

        try
        {
            return key.Read();
        }
        catch (Exception unusable)
            when (unusable
                    is SshException
                        or IOException
                        or UnauthorizedAccessException
                        or FormatException
                        or ArgumentException
            )
        {
            throw new CredentialException(
                $"The private key in {key.Where} cannot be used: {unusable.Message}",
                unusable
            );
        }
    }
}
