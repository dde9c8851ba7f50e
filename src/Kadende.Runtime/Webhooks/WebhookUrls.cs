using System.Net;
using Kadende.Core.Webhooks;
using Kadende.Plugins.Net;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Webhooks;

/// <summary>Which URLs webhooks may have.</summary>
internal sealed class WebhookUrls
{
    private const string Networks = $"{WebhookOptions.Section}:{nameof(WebhookOptions.Networks)}";

    private readonly UrlRules _urls;
    private readonly NetworkRules _networks;

    public WebhookUrls(IOptions<WebhookOptions> options)
    {
        var settings = options.Value;
        _urls = new UrlRules(
            new HostNames(settings.AllowHosts.Any(host => host.Length > 0) ? settings.AllowHosts : ["*"]),
            new HostNames(settings.AllowHttp),
            WebhookOptions.Section
        );
        _networks = new NetworkRules(settings.Networks.Allow, settings.Networks.Deny, isInsideGuarded: true);
    }

    /// <summary>A client that goes nowhere else.</summary>
    public GuardedHttp NewClient() => new(_urls, _networks, Networks);

    /// <summary>
    /// Why a text cannot be the URL of a webhook, and what to do; null when it can. What a name means is only looked up when something is
    /// sent, as it may mean something else each time.
    /// </summary>
    public string? ProblemOf(string text)
    {
        if (text.Length > Webhook.LongestUrl || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return $"url must be an absolute URL of at most {Webhook.LongestUrl} characters, such as https://hooks.example.org/kadende.";
        }

        if (url.Fragment.Length > 0)
        {
            return "url has a fragment ('#…'), which is never sent: leave it out.";
        }

        return _urls.ProblemOf(url)
            ?? (
                AddressOf(url) is { } address && _networks.IsForbidden(address)
                    ? $"{url.IdnHost} may not be reached: an administrator decides in {Networks}."
                    : null
            );
    }

    private static IPAddress? AddressOf(Uri url) =>
        IPAddress.TryParse(url.IdnHost, out var address) ? address
        : url.IsLoopback ? IPAddress.Loopback
        : null;
}
