namespace Kadende.Plugins.Net;

/// <summary>A list of hosts: names, addresses, <c>*.example.org</c> for every name below one, or <c>*</c> for all.</summary>
public sealed class HostNames
{
    private readonly IReadOnlyList<string> _patterns;

    public HostNames(IEnumerable<string> patterns) => _patterns = [.. patterns.Select(Plain)];

    /// <param name="host">As in a URL.</param>
    public bool Contains(string host)
    {
        var name = Plain(host);
        return _patterns.Any(pattern =>
            pattern == "*"
            || string.Equals(pattern, name, StringComparison.Ordinal)
            || pattern.StartsWith("*.", StringComparison.Ordinal)
                && name.Length > pattern.Length - 1
                && name.EndsWith(pattern[1..], StringComparison.Ordinal)
        );
    }

    private static string Plain(string host) => host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
}
