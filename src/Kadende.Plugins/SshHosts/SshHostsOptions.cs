using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.SshHosts;

/// <summary>Settings of the provider <c>ssh</c>.</summary>
public sealed class SshHostsOptions
{
    /// <summary>The private key for the hosts in <see cref="Hosts"/>, for groups that bring none; empty: every group brings its own.</summary>
    public string PrivateKeyFile { get; init; } = "";

    /// <summary>Opens that key; empty when it has none.</summary>
    public string Passphrase { get; init; } = "";

    /// <summary>The hosts, as <c>host</c> or <c>host:port</c>, that specs may log in to with the operator's key.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>How many connections may be in use at once; the hosts of one pool get half of them at most.</summary>
    [Range(1, 1000)]
    public int Parallelism { get; init; } = 128;

    /// <summary>How long a host may take to answer a question before it counts as one that does not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a host may be out of reach before its machine counts as failed instead of unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromMinutes(5);
}
