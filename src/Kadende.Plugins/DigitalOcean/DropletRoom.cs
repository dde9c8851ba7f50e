using System.Globalization;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Compares the account's limit of droplets with those that it has.</summary>
internal static class DropletRoom
{
    public static async Task<IReadOnlyList<PropertyFault>> FindAsync(
        DigitalOceanApi api,
        int more,
        CancellationToken cancellationToken
    )
    {
        var asking = api.FindAsync("/v2/account", cancellationToken);
        var counting = api.CountDropletsAsync(cancellationToken);
        await Task.WhenAll(asking, counting);
        return
            (await asking)?.Field("account")?.WholeOf("droplet_limit") is { } limit
            && await counting is { } count
            && limit - count < more
            ?
            [
                new PropertyFault(
                    "",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The account may have {limit} droplets and has {count}, so that {more} more are too many: ask for fewer, or for a higher limit."
                    )
                ),
            ]
            : [];
    }
}
