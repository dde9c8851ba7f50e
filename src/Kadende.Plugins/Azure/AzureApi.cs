using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Azure;

/// <summary>Requests to Azure Resource Manager. Refusals are answers; only what is no answer is thrown.</summary>
internal sealed class AzureApi(HttpPipeline pipeline, Uri endpoint, AzureOptions options, TimeProvider time)
{
    public Uri Endpoint => endpoint;

    public Task<AzureAnswer> GetAsync(string path, string version, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Get, UrlOf(path, version), null, false, cancellationToken);

    public Task<AzureAnswer> PutAsync(
        string path,
        string version,
        JsonNode body,
        bool onlyNew,
        CancellationToken cancellationToken
    ) => SendAsync(RequestMethod.Put, UrlOf(path, version), body, onlyNew, cancellationToken);

    public Task<AzureAnswer> PatchAsync(
        string path,
        string version,
        JsonNode body,
        CancellationToken cancellationToken
    ) => SendAsync(RequestMethod.Patch, UrlOf(path, version), body, false, cancellationToken);

    public Task<AzureAnswer> PostAsync(string path, string version, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Post, UrlOf(path, version), null, false, cancellationToken);

    public Task<AzureAnswer> DeleteAsync(string path, string version, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Delete, UrlOf(path, version), null, false, cancellationToken);

    /// <summary>All pages. Nothing when the resource group is not there.</summary>
    public async Task<List<JsonElement>> ListAsync(string path, string version, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        Uri? next = UrlOf(path, version);
        while (next is not null)
        {
            var answer = await SendAsync(RequestMethod.Get, next, null, false, cancellationToken);
            if (answer.IsMissing && answer.Codes.Contains("ResourceGroupNotFound"))
            {
                return [];
            }

            items.AddRange(answer.Ensure().Body.Items("value"));
            next = answer.Body.Text("nextLink") is { Length: > 0 } link ? Own(link) : null;
        }

        return items;
    }

    /// <summary>How an operation ended; null when it has not within this time.</summary>
    public async Task<AzureAnswer?> EndAsync(AzureAnswer answer, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (answer is { IsFailure: false, Operation: { } operation })
        {
            var pause = answer.RetryAfter ?? options.PollInterval;
            if (time.GetElapsedTime(begun) + pause > patience)
            {
                return null;
            }

            await Task.Delay(pause, time, cancellationToken);
            var look = await SendAsync(
                RequestMethod.Get,
                Own(operation.OriginalString),
                null,
                false,
                cancellationToken
            );
            answer = look.Ensure().Body.Text("status") switch
            {
                "Succeeded" => look with { Operation = null },
                "Failed" or "Canceled" => look with { Operation = null, OperationFailed = true },
                // The older way: 202 until it is over.
                null when look.Status is not 202 => look with { Operation = null },
                _ => look with { Operation = operation },
            };
        }

        return answer;
    }

    private async Task<AzureAnswer> SendAsync(
        RequestMethod method,
        Uri url,
        JsonNode? body,
        bool onlyNew,
        CancellationToken cancellationToken
    )
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(url);
        message.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        if (onlyNew)
        {
            message.Request.Headers.Add("If-None-Match", "*");
        }

        if (body is not null)
        {
            message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
            message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body));
        }

        try
        {
            await pipeline.SendAsync(message, cancellationToken);
            return AzureAnswer.Of(message.Response);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw AzureFailure.Of(failure);
        }
        catch (Exception failure)
            when (failure
                    is RequestFailedException
                        or AuthenticationFailedException
                        or AggregateException
                        or IOException
            )
        {
            throw AzureFailure.Of(failure);
        }
    }

    private Uri UrlOf(string path, string version) =>
        new(endpoint, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={version}");

    // An answer must not have the token sent elsewhere.
    private Uri Own(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && Uri.Compare(
            uri,
            endpoint,
            UriComponents.SchemeAndServer,
            UriFormat.Unescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0
            ? uri
            : throw new ProviderUnavailableException("Azure's answer points to another server, which is not asked.");
}
