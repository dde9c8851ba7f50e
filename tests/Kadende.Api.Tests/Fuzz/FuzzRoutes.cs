namespace Kadende.Api.Tests.Fuzz;

/// <summary>The routes that the API describes, and some that there are not.</summary>
internal static class FuzzRoutes
{
    public static async Task<IReadOnlyList<(HttpMethod Method, string Path)>> ReadAsync(ApiHost host)
    {
        var document = (await host.As(null).GetAsync("/openapi/v1.json")).Json;
        return
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject().Select(one => (new HttpMethod(one.Key.ToUpperInvariant()), path.Key))
                ),
            (HttpMethod.Get, "/{x}/{y}"),
            (HttpMethod.Get, "/openapi/{x}.json"),
        ];
    }
}
