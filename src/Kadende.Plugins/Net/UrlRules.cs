namespace Kadende.Plugins.Net;

/// <summary>Which URLs may be opened, before any name is looked up.</summary>
/// <param name="hosts">Hosts that may be named at all.</param>
/// <param name="plainHosts">Hosts, besides this machine itself, that may be spoken to without TLS.</param>
/// <param name="section">The settings that these rules come from; refusals name it.</param>
public sealed class UrlRules(HostNames hosts, HostNames plainHosts, string section)
{
    /// <summary>Why this URL may not be opened, and what to do; null when it may.</summary>
    public string? ProblemOf(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        {
            return $"{Shown(url)} is not allowed: only https and http are.";
        }

        if (url.UserInfo.Length > 0)
        {
            return $"{Shown(url)} is not allowed: it holds a user name or a password.";
        }

        if (!hosts.Contains(url.IdnHost))
        {
            return $"The host {url.IdnHost} is not allowed: an administrator has to add it to {section}:AllowHosts.";
        }

        return url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !plainHosts.Contains(url.IdnHost)
            ? $"http without TLS is not allowed to {url.IdnHost}: use https, or have an administrator add the host to {section}:AllowHttp."
            : null;
    }

    /// <summary>Without what may be secret.</summary>
    public static string Shown(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
