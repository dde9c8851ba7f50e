using System.Text.Json;
using System.Text.Json.Nodes;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.GoogleCompute;

/// <summary>The requests to one project's Compute API that instances need.</summary>
internal sealed class GoogleApi(RestClient client, string project, TimeSpan operationTimeout, TimeProvider time)
{
    private const int PageSize = 500;

    public string Project => project;

    /// <returns>Null when there is none.</returns>
    /// <param name="path">Below the project.</param>
    public Task<JsonElement?> FindAsync(string path, CancellationToken cancellationToken) =>
        FindAnywhereAsync($"projects/{project}{path}", cancellationToken);

    /// <inheritdoc cref="FindAsync"/>
    /// <param name="path">Below the API.</param>
    public async Task<JsonElement?> FindAnywhereAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(new RestRequest(HttpMethod.Get, $"/{path}"), cancellationToken);
        return answer.Status == 404 ? null : Checked(answer);
    }

    /// <summary>One page of the instances of all zones.</summary>
    public async Task<(IReadOnlyList<JsonElement> Instances, string? NextPage)> ListAsync(
        string filter,
        string? page,
        CancellationToken cancellationToken
    )
    {
        var query =
            $"?maxResults={PageSize}"
            + (filter.Length > 0 ? $"&filter={Uri.EscapeDataString(filter)}" : "")
            + (page is null ? "" : $"&pageToken={Uri.EscapeDataString(page)}");
        var answer = await client.SendAsync(
            Request(HttpMethod.Get, $"/aggregated/instances{query}"),
            cancellationToken
        );
        if (answer.Status == 404)
        {
            throw new RequestRejectedException($"There is no project '{project}' that these credentials may see.");
        }

        var body = Checked(answer);
        if (body.Field("kind") is null)
        {
            throw new ProviderUnavailableException("Google answered a listing that is none.");
        }

        var instances = new List<JsonElement>();
        var zones = body.Field("items") is { ValueKind: JsonValueKind.Object } items
            ? items.EnumerateObject()
            : default;
        foreach (var zone in zones)
        {
            // A zone that does not answer must not look as if its instances were gone.
            if (zone.Value.Field("warning")?.TextOf("code") is { } code and not "NO_RESULTS_ON_PAGE")
            {
                throw new ProviderUnavailableException($"Google could not list the instances of {zone.Name}: {code}.");
            }

            instances.AddRange(zone.Value.ItemsOf("instances"));
        }

        return (instances, body.TextOf("nextPageToken") is { Length: > 0 } next ? next : null);
    }

    /// <returns>False when there is an instance of that name already.</returns>
    public async Task<bool> InsertAsync(
        string zone,
        string requestId,
        JsonObject instance,
        CancellationToken cancellationToken
    )
    {
        // The request id makes a repeated request harmless.
        var answer = await client.SendAsync(
            Request(HttpMethod.Post, $"/zones/{zone}/instances?requestId={requestId}", instance),
            cancellationToken
        );
        if (GoogleFailure.IsConflict(answer))
        {
            return false;
        }

        var ended = await WaitAsync(zone, Checked(answer), cancellationToken);
        return GoogleFailure.OfOperation(ended) switch
        {
            null => true,
            { Code: "RESOURCE_ALREADY_EXISTS" } => false,
            { } failed => throw failed.Failure,
        };
    }

    public async Task DeleteAsync(InstanceId id, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(
            Request(HttpMethod.Delete, $"/zones/{id.Zone}/instances/{id.Number}"),
            cancellationToken
        );
        if (answer.Status != 404)
        {
            Checked(answer);
        }
    }

    /// <returns>False when somebody else changed the instance in between.</returns>
    public async Task<bool> ChangeAsync(
        InstanceId id,
        string verb,
        JsonObject body,
        CancellationToken cancellationToken
    )
    {
        var answer = await client.SendAsync(
            Request(HttpMethod.Post, $"/zones/{id.Zone}/instances/{id.Number}/{verb}", body),
            cancellationToken
        );
        if (answer.Status == 412)
        {
            return false;
        }

        var ended = await WaitAsync(id.Zone, Checked(answer), cancellationToken);
        return GoogleFailure.OfOperation(ended) switch
        {
            null => true,
            { Code: "CONDITION_NOT_MET" } => false,
            { } failed => throw failed.Failure,
        };
    }

    /// <summary>The operation when it is done, or as it is when it takes longer than we wait.</summary>
    private async Task<JsonElement> WaitAsync(string zone, JsonElement operation, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(operationTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (operation.TextOf("status") != "DONE")
        {
            if (operation.TextOf("name") is not { } name || !GoogleNames.IsName(name))
            {
                throw new ProviderUnavailableException("Google answered no operation.");
            }

            try
            {
                operation = Checked(
                    await client.SendAsync(
                        Request(HttpMethod.Post, $"/zones/{zone}/operations/{name}/wait"),
                        both.Token
                    )
                );
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return operation;
            }
        }

        return operation;
    }

    private RestRequest Request(HttpMethod method, string path, JsonObject? body = null) =>
        new(method, $"/projects/{project}{path}") { Body = body, IsRepeatable = true };

    private static JsonElement Checked(RestAnswer answer) =>
        answer.IsGood ? answer.Body : throw GoogleFailure.Of(answer);
}
