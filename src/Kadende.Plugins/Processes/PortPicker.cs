using System.Net;
using System.Net.Sockets;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Processes;

/// <summary>Picks ports of this machine that no node has and nothing listens on.</summary>
internal sealed class PortPicker(int from, int to, IEnumerable<int> taken)
{
    private readonly HashSet<int> _taken = [.. taken];

    /// <summary>The search begins at a place of its own for each node, so that a port that was just given back rests a while.</summary>
    public int Pick(string token, int port)
    {
        var span = to - from + 1;
        var start = (int)(Hash($"{token}:{port}") % (uint)span);
        for (var i = 0; i < span; i++)
        {
            var candidate = from + ((start + i) % span);
            if (!_taken.Contains(candidate) && IsFree(candidate))
            {
                _taken.Add(candidate);
                return candidate;
            }
        }

        throw new NoCapacityException($"No port between {from} and {to} is free on this machine.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>FNV-1a.</summary>
    private static uint Hash(string text) =>
        text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
