using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kadende.Sdk.Failures;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Kadende.Plugins.Machines;

/// <summary>Logs in to machines. It blocks its thread, as SSH.NET does.</summary>
internal sealed class SshLogins(SshKey key) : IDisposable
{
    private readonly SshHostKeys _hostKeys = new();

    // A key that was read is used by one connection at a time: nobody promises that it can sign twice at once.
    private readonly ConcurrentBag<PrivateKeyFile> _keys = [];

    /// <param name="within">How long each step may take, with all addresses together.</param>
    /// <param name="givenUp">Nobody waits for the connection any more.</param>
    public (SshClient Client, IPAddress Address) Open(
        SshTarget target,
        IPAddress[] addresses,
        TimeSpan within,
        CancellationToken givenUp
    )
    {
        var taken = TakeKey();
        try
        {
            return Open(target, addresses, taken, within, givenUp);
        }
        finally
        {
            _keys.Add(taken);
        }
    }

    public void Dispose()
    {
        foreach (var read in _keys)
        {
            read.Dispose();
        }
    }

    private (SshClient Client, IPAddress Address) Open(
        SshTarget target,
        IPAddress[] addresses,
        PrivateKeyFile taken,
        TimeSpan within,
        CancellationToken givenUp
    )
    {
        for (var left = addresses.Length; ; left--)
        {
            givenUp.ThrowIfCancellationRequested();
            var client = NewClient(target, addresses[^left], taken, within / addresses.Length);
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
                client.Connect();
                return (client, addresses[^left]);
            }
            catch (Exception silent) when (silent is SocketException or SshOperationTimeoutException && left > 1)
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
