using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.ByUrl;

/// <summary>Which plugins specs may name by URL. Nothing is allowed by default. Section <c>Kadende:PluginUrls</c>.</summary>
public sealed class UrlPluginOptions
{
    public const string Section = "Kadende:PluginUrls";

    /// <summary>Teams whose editors may name URLs, or <c>*</c> for all; instance administrators always may.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Hosts that URLs may name: names, <c>*.example.org</c>, addresses, or <c>*</c> for all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Hosts of <see cref="Hosts"/> that may be reached without TLS; same forms.</summary>
    public IReadOnlyList<string> PlainHttpHosts { get; init; } = [];

    /// <summary>Folders whose unix sockets URLs may name.</summary>
    public IReadOnlyList<string> SocketFolders { get; init; } = [];

    /// <summary>Networks that the names of hosts may lead to; empty: all that are not denied. Metadata services of clouds never, unless named.</summary>
    public IReadOnlyList<string> AllowNetworks { get; init; } = [];

    /// <summary>Networks that they may not lead to; they count before <see cref="AllowNetworks"/>.</summary>
    public IReadOnlyList<string> DenyNetworks { get; init; } = [];

    /// <summary>How large a fetched package may be, in bytes; unpacked it may be ten times as large.</summary>
    [Range(1, 1L << 31)]
    public long MaxPackageBytes { get; init; } = 64 << 20;

    /// <summary>How long fetching a package may take.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where fetched packages are kept, by hash; by default a folder for temporary files.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>How long a loaded package is kept in memory after it was last asked for.</summary>
    public TimeSpan UnloadAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How large one answer of a remote plugin may be, in bytes.</summary>
    [Range(1024, 1L << 31)]
    public long MaxAnswerBytes { get; init; } = 32 << 20;

    /// <summary>How long one call of a remote plugin may take: calls that make machines take as long as that takes.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Failed calls in a row after which a remote plugin is left alone for <see cref="BreakTime"/>.</summary>
    [Range(1, 1000)]
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long a remote plugin that failed is left alone before one call tries it again.</summary>
    public TimeSpan BreakTime { get; init; } = TimeSpan.FromSeconds(30);
}
