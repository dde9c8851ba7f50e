using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kadende.Api.Limits;

/// <summary>Believes as many proxies as the settings name of whom they serve, and whether they were asked over TLS.</summary>
internal static class TrustedProxies
{
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app)
    {
        var proxies = app.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value.TrustedProxies;
        // Options of our own: by those of the container the web server believes its own host, as the Functions worker does.
        return proxies == 0 ? app : app.UseForwardedHeaders(Believing(proxies));
    }

    private static ForwardedHeadersOptions Believing(int proxies)
    {
        var headers = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = proxies,
        };
        // Where the proxies are is the operator's to know; how many there are was said.
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        headers.KnownIPNetworks.Add(new System.Net.IPNetwork(IPAddress.Any, 0));
        headers.KnownIPNetworks.Add(new System.Net.IPNetwork(IPAddress.IPv6Any, 0));
        return headers;
    }
}
