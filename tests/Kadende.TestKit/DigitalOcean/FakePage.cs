using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>One page of a listing, with links to the others.</summary>
internal static class FakePage
{
    public static IResult Of(HttpRequest request, string field, IReadOnlyList<JsonObject> all)
    {
        var size = Number(request, "per_page", 20);
        var page = Number(request, "page", 1);
        if (size is < 1 or > 200 || page < 1)
        {
            return DigitalOceanError.Of(400, "bad_request", "per_page must be between 1 and 200.");
        }

        var pages = new JsonObject();
        if (page * size < all.Count)
        {
            pages["next"] = LinkTo(request, page + 1);
            pages["last"] = LinkTo(request, (all.Count + size - 1) / size);
        }

        return Results.Json(
            new JsonObject
            {
                [field] = new JsonArray([.. all.Skip((page - 1) * size).Take(size)]),
                ["links"] = pages.Count > 0 ? new JsonObject { ["pages"] = pages } : new JsonObject(),
                ["meta"] = new JsonObject { ["total"] = all.Count },
            }
        );
    }

    private static string LinkTo(HttpRequest request, int page)
    {
        var others = request.Query.Where(pair => pair.Key != "page").Select(pair => $"{pair.Key}={pair.Value}");
        return $"https://api.digitalocean.com{request.Path}?{string.Join('&', others)}&page={page.ToString(CultureInfo.InvariantCulture)}";
    }

    private static int Number(HttpRequest request, string name, int otherwise) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
