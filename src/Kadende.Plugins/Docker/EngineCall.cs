using System.Net;
using System.Text.Json;
using Docker.DotNet;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Docker;

/// <summary>Bounds calls to an engine and says what their failures mean.</summary>
internal static class EngineCall
{
    /// <summary>What an engine does in a moment: everything but pulling an image and running a script.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(50);

    /// <exception cref="ProviderException">Whatever went wrong, unless the caller gave up.</exception>
    public static async Task<T> TranslateAsync<T>(
        string host,
        TimeProvider time,
        TimeSpan timeout,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            both.Token.ThrowIfCancellationRequested();
            return await call(both.Token);
        }
        catch (DockerApiException answer)
        {
            throw Meaning(answer);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderUnavailableException(
                $"The Docker engine at {host} did not answer within {PlainDuration.InWords(timeout)}",
                late
            );
        }
        catch (Exception broken)
            when (broken is HttpRequestException or IOException or TimeoutException or JsonException)
        {
            throw new ProviderUnavailableException(
                $"The Docker engine at {host} cannot be reached: {broken.Message}",
                broken
            );
        }
    }

    /// <summary>The engine's own sentence.</summary>
    public static string MessageOf(DockerApiException answer)
    {
        try
        {
            using var body = JsonDocument.Parse(answer.ResponseBody ?? "");
            return body.RootElement.TryGetProperty("message", out var message)
                ? message.GetString() ?? answer.Message
                : answer.Message;
        }
        catch (JsonException)
        {
            return answer.Message;
        }
    }

    private static ProviderException Meaning(DockerApiException answer)
    {
        var message = $"The Docker engine says: {MessageOf(answer)}";
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new CredentialException(message, answer),
            HttpStatusCode.TooManyRequests => new ThrottledException(message, TimeSpan.Zero, answer),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new RequestRejectedException(
                message,
                answer
            ),
            _ => new ProviderUnavailableException(message, answer),
        };
    }
}
