using Azure.Core.Pipeline;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.Azure;

/// <summary>How servers are reached: Azure's own and the operator's as the host reaches everything, those of specs where probes may go.</summary>
internal sealed class AzureTransports(ProbeOptions networks) : IDisposable
{
    private readonly HttpClient _guarded = new(GuardedHttp.NewHandler(networks.Rules, ProbeOptions.Section))
    {
        // The caller's time limit is the one that counts.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public HttpPipelineTransport Guarded => field ??= new HttpClientTransport(_guarded);

    public HttpPipelineTransport To(bool isTrusted) => isTrusted ? HttpClientTransport.Shared : Guarded;

    public void Dispose() => _guarded.Dispose();
}
