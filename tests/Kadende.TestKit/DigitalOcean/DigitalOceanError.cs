using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.DigitalOcean;

/// <summary>The body by which the API says what is wrong.</summary>
public static class DigitalOceanError
{
    public static JsonObject Body(string id, string message) =>
        new()
        {
            ["id"] = id,
            ["message"] = message,
            ["request_id"] = "4d9d8375-3c56-4925-a3e7-eb137fed17e9",
        };

    internal static IResult Unprocessable(string message) => Of(422, "unprocessable_entity", message);

    internal static IResult NotFound() => Of(404, "not_found", "The resource you were accessing could not be found.");

    internal static IResult Of(int status, string id, string message) =>
        Results.Json(Body(id, message), statusCode: status);
}
