using System.Collections.Concurrent;

namespace Kadende.Plugins.Machines;

/// <summary>
/// The host keys that machines showed: trusted on first use, and then the only ones. They are kept in the memory of this host, so that
/// after its restart the first use counts again.
/// </summary>
internal sealed class SshHostKeys
{
    /// <summary>Machines come and go; when so many were seen, trust begins anew.</summary>
    private const int MostMachines = 50_000;

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <returns>False when the machine showed another key before.</returns>
    public bool IsTrusted(string machine, string fingerprint)
    {
        if (_known.Count >= MostMachines)
        {
            _known.Clear();
        }

        return string.Equals(_known.GetOrAdd(machine, fingerprint), fingerprint, StringComparison.Ordinal);
    }
}
