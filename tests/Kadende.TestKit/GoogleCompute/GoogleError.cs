using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.GoogleCompute;

/// <summary>The body by which the API says what is wrong.</summary>
public static class GoogleError
{
    public static JsonObject Body(int code, string reason, string message) =>
        new()
        {
            ["error"] = new JsonObject
            {
                ["code"] = code,
                ["message"] = message,
                ["errors"] = new JsonArray(
                    new JsonObject
                    {
                        ["message"] = message,
                        ["domain"] = "global",
                        ["reason"] = reason,
                    }
                ),
            },
        };

    internal static IResult Of(int code, string reason, string message) =>
        Results.Json(Body(code, reason, message), statusCode: code);

    internal static IResult NotFound(string what) => Of(404, "notFound", $"The resource '{what}' was not found");

    internal static IResult Invalid(string field, string message) =>
        Of(400, "invalid", $"Invalid value for field '{field}': {message}");
}
