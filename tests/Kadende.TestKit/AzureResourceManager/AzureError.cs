using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>How Azure says that something went wrong.</summary>
public sealed record AzureError(int Status, string Code, string Message)
{
    public static AzureError Missing(string type, string name, string group) =>
        new(404, "ResourceNotFound", $"The Resource '{type}/{name}' under resource group '{group}' was not found.");

    internal JsonObject Body =>
        new()
        {
            ["error"] = new JsonObject { ["code"] = Code, ["message"] = Message },
        };

    internal IResult Result => Results.Json(Body, statusCode: Status);
}
