using Kadende.Core.Specs;
using Kadende.Core.Webhooks;

namespace Kadende.Runtime.Webhooks;

/// <summary>Says everything that is wrong with what a webhook shall be.</summary>
internal static class WebhookFaults
{
    public static IReadOnlyList<Fault> Of(WebhookWish wish, WebhookUrls urls) =>
        [.. Url(wish, urls).Concat(Clusters(wish.Clusters ?? []))];

    private static IEnumerable<Fault> Url(WebhookWish wish, WebhookUrls urls) =>
        wish.Url is { } url && urls.ProblemOf(url) is { } problem ? [new Fault("url", 0, 0, problem)] : [];

    private static IEnumerable<Fault> Clusters(IReadOnlyList<string> clusters) =>
        clusters.Count > Webhook.MostClusters
            ?
            [
                new Fault(
                    "clusters",
                    0,
                    0,
                    $"clusters has {clusters.Count} entries; at most {Webhook.MostClusters} are possible. Leave it out for all of the team."
                ),
            ]
            : clusters
                .Where(name => !SpecNames.IsName(name))
                .Select(name => new Fault("clusters", 0, 0, $"'{name}' is no cluster's name or id: {SpecNames.Rule}."));
}
