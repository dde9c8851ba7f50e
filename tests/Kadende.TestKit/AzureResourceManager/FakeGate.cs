using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>What stands before every request: who asks, for which version and place, and what is programmed to go wrong.</summary>
internal sealed class FakeGate(string token)
{
    private const string FaultItem = "fault";

    private static readonly Dictionary<string, string[]> Versions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Compute"] = ["2021-07-01", "2023-07-03", "2024-07-01"],
        ["Microsoft.Network"] = ["2024-05-01"],
        ["Microsoft.Resources"] = ["2021-04-01"],
    };

    private readonly Lock _lock = new();
    private readonly List<FakeFault> _faults = [];

    public string Token { get; set; } = token;

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What the operation that a request begins is programmed to end with.</summary>
    public static AzureError? OperationErrorOf(HttpContext context) =>
        (context.Items[FaultItem] as FakeFault)?.OperationError;

    public void Add(FakeFault fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }
    }

    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}");
        context.Response.Headers["x-ms-ratelimit-remaining-subscription-reads"] = "11999";
        var fault = Take(request);
        context.Items[FaultItem] = fault;
        if (Refusal(request) is { } refusal)
        {
            await refusal.Result.ExecuteAsync(context);
        }
        else if (fault?.Error is { } error)
        {
            if (fault.RetryAfter is { } seconds)
            {
                context.Response.Headers.RetryAfter = $"{seconds}";
            }

            await error.Result.ExecuteAsync(context);
        }
        else if (fault is { LosesAnswer: true })
        {
            context.Response.Body = Stream.Null;
            await next(context);
            context.Abort();
        }
        else
        {
            await next(context);
        }
    }

    private FakeFault? Take(HttpRequest request)
    {
        lock (_lock)
        {
            var i = _faults.FindIndex(fault =>
                fault.Times > 0
                && fault.Method == request.Method
                && request.Path.ToString().Contains(fault.Path, StringComparison.OrdinalIgnoreCase)
            );
            if (i < 0)
            {
                return null;
            }

            var fault = _faults[i];
            _faults[i] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }

    private AzureError? Refusal(HttpRequest request)
    {
        var parts = request.Path.ToString().Split('/');
        return parts[1] == "blobs" ? null : CallerFault(request) ?? PlaceFault(parts) ?? VersionFault(request, parts);
    }

    private AzureError? CallerFault(HttpRequest request) =>
        request.Headers.Authorization.Count == 0
            ? new AzureError(
                401,
                "AuthenticationFailed",
                "Authentication failed. The 'Authorization' header is missing."
            )
        : request.Headers.Authorization != $"Bearer {Token}"
            ? new AzureError(401, "InvalidAuthenticationToken", "The access token is invalid.")
        : null;

    private static AzureError? PlaceFault(string[] parts)
    {
        if (parts is not [_, "subscriptions", FakeAzure.Subscription, ..])
        {
            return new AzureError(404, "SubscriptionNotFound", "The subscription could not be found.");
        }

        return
            parts is [_, _, _, var kind, var group, ..]
            && kind.Equals("resourceGroups", StringComparison.OrdinalIgnoreCase)
            && !group.Equals(FakeAzure.Group, StringComparison.OrdinalIgnoreCase)
            ? new AzureError(404, "ResourceGroupNotFound", $"Resource group '{group}' could not be found.")
            : null;
    }

    private static AzureError? VersionFault(HttpRequest request, string[] parts)
    {
        var version = request.Query["api-version"].ToString();
        if (version.Length == 0)
        {
            return new AzureError(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests."
            );
        }

        var provider = parts.LastOrDefault(Versions.ContainsKey) ?? "Microsoft.Resources";
        return Versions[provider].Contains(version) || parts.Contains("operations")
            ? null
            : new AzureError(
                400,
                "NoRegisteredProviderFound",
                $"No registered resource provider found for API version '{version}' of '{provider}'."
            );
    }
}
