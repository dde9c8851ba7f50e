using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.Kubernetes;

/// <summary>The object by which the API says how a request ended.</summary>
internal static class KubernetesStatus
{
    public static IResult Success(int code) =>
        Results.Json(
            new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["status"] = "Success",
            },
            statusCode: code
        );

    public static IResult Of(int code, string reason, string message) =>
        Results.Json(
            new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["status"] = "Failure",
                ["message"] = message,
                ["reason"] = reason,
                ["code"] = code,
            },
            statusCode: code
        );
}
