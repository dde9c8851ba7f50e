using Kadende.Core.Specs;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.ByUrl;

/// <summary>What a plugin's URL means.</summary>
internal abstract record PluginAddress
{
    private PluginAddress() { }

    /// <summary>A plugin that runs by itself and is spoken to.</summary>
    /// <param name="Endpoint">Where to post to; the host of one behind a socket is of no account.</param>
    /// <param name="Socket">The path of its socket, in its plainest form; null for one behind a host.</param>
    /// <param name="Type">Which of the plugins behind one endpoint; empty for the only one.</param>
    public sealed record Remote(Uri Endpoint, string? Socket, string Type) : PluginAddress
    {
        /// <summary>Without what may be secret, and with which of the plugins there it is.</summary>
        public string Shown => Type.Length == 0 ? $"{this}" : $"{this}#{Type}";

        /// <summary>Whether it runs on this machine.</summary>
        public bool IsHere => Socket is not null || Endpoint.IsLoopback;

        public override string ToString() => Socket is null ? UrlRules.Shown(Endpoint) : $"unix://{Socket}";
    }

    /// <summary>A package with .NET assemblies, to be fetched and loaded.</summary>
    public sealed record Package(Uri Url, string Sha256) : PluginAddress;

    /// <summary>It means nothing; the message says what to do instead.</summary>
    public sealed record None(string Message) : PluginAddress;

    private const string SocketScheme = "unix";

    private static readonly Uri AnyHost = new("http://localhost/");

    private static readonly string[] Packages = [".zip", ".nupkg"];

    /// <summary>Code and archives that people might take for plugins.</summary>
    private static readonly string[] Foreign =
    [
        ".7z",
        ".bz2",
        ".deb",
        ".dll",
        ".dylib",
        ".exe",
        ".gz",
        ".jar",
        ".js",
        ".py",
        ".rpm",
        ".sh",
        ".so",
        ".tar",
        ".tgz",
        ".wasm",
        ".whl",
        ".xz",
    ];

    /// <param name="plugin">Its URL is not null.</param>
    public static PluginAddress Of(PluginRef plugin)
    {
        if (!Uri.TryCreate(plugin.Url, UriKind.Absolute, out var url))
        {
            return new None($"'{plugin.Url}' is not a URL.");
        }

        if (url.Scheme != SocketScheme && url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
        {
            return new None(
                $"Plugins cannot be had by '{url.Scheme}:': write https://host/path for one behind a host or a package, or "
                    + "unix:///path/name for one behind a socket."
            );
        }

        var path = Uri.UnescapeDataString(url.AbsolutePath);
        if (Foreign.FirstOrDefault(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase)) is { } foreign)
        {
            return new None(
                $"A '{foreign}' file cannot be loaded: run the plugin as a program that speaks JSON-RPC, and name the https:// or "
                    + "unix:// URL that it serves; or build a .NET plugin, and name the URL and the 'sha256' of its .zip or .nupkg package."
            );
        }

        return url.Scheme == SocketScheme ? OfSocket(url, path, plugin.Sha256) : OfHost(url, path, plugin.Sha256);
    }

    private static PluginAddress OfSocket(Uri url, string path, string? sha256)
    {
        if (url.Host.Length > 0 || path.Length < 2 || path.EndsWith('/'))
        {
            return new None($"'{url}' names no socket: write unix:///path/name, with three slashes.");
        }

        return sha256 is null
            ? new Remote(AnyHost, Path.GetFullPath(path), TypeOf(url))
            : new None("'sha256' is for packages: a plugin behind a socket has none, so leave it out.");
    }

    private static PluginAddress OfHost(Uri url, string path, string? sha256)
    {
        var isPackage = Packages.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        return (isPackage, sha256) switch
        {
            (true, null) => new None(
                "A package needs 'sha256', the SHA-256 hash of the file behind 'url', so that nothing else is ever loaded."
            ),
            (_, not null) => new Package(WithoutFragment(url), sha256),
            _ => new Remote(WithoutFragment(url), null, TypeOf(url)),
        };
    }

    private static string TypeOf(Uri url) => Uri.UnescapeDataString(url.Fragment.TrimStart('#'));

    private static Uri WithoutFragment(Uri url) => new(url.GetLeftPart(UriPartial.Query));
}
