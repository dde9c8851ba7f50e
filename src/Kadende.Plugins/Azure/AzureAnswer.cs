using System.Text.Json;
using Azure;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Azure;

/// <summary>What Azure Resource Manager said to one request, or about the end of an operation.</summary>
internal sealed record AzureAnswer
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public required int Status { get; init; }

    public required JsonElement Body { get; init; }

    /// <summary>The request began an operation that is looked at there; null: it is over.</summary>
    public Uri? Operation { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The operation ended badly; the answer to the question about it is a success all the same.</summary>
    public bool OperationFailed { get; init; }

    public bool IsFailure => Status >= 400 || OperationFailed;

    public bool IsMissing => Status == 404;

    /// <summary>The error's code and those of its details, the most general first.</summary>
    public IReadOnlyList<string> Codes =>
        Body.At("error") is { } error
            ? [.. new[] { error }.Concat(error.Items("details")).Select(part => part.Text("code")).OfType<string>()]
            : [];

    public string Message =>
        Body.At("error") is { } error
            ? string.Join(
                " ",
                new[] { error.Text("code"), error.Text("message") }.OfType<string>().Select(text => text.Trim())
            )
            : $"Azure answered with status {Status}.";

    public static AzureAnswer Of(Response response)
    {
        var body = BodyOf(response);
        return new AzureAnswer
        {
            Status = response.Status,
            Body = body,
            Operation = response.Status is 200 or 201 or 202 ? OperationOf(response) : null,
            RetryAfter = AzurePause.Of(response),
        };
    }

    /// <exception cref="ProviderException">It is a failure.</exception>
    public AzureAnswer Ensure() => IsFailure ? throw AzureFailure.Of(this) : this;

    private static Uri? OperationOf(Response response)
    {
        var text =
            response.Headers.TryGetValue("Azure-AsyncOperation", out var operation) ? operation
            : response.Status == 202 && response.Headers.TryGetValue("Location", out var location) ? location
            : null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
    }

    private static JsonElement BodyOf(Response response)
    {
        if (response.ContentStream is null or { Length: 0 })
        {
            return Nothing;
        }

        try
        {
            return JsonDocument.Parse(response.Content.ToMemory()).RootElement;
        }
        catch (JsonException) when (response.IsError)
        {
            // A proxy or gateway in between answers in HTML; the status says enough.
            return Nothing;
        }
        catch (JsonException failure)
        {
            throw new ProviderUnavailableException("Azure's answer is no JSON.", failure);
        }
    }
}
