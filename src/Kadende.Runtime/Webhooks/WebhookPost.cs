using System.Net;
using System.Net.Http.Headers;
using Kadende.Core.Webhooks;
using Kadende.Plugins.Net;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Webhooks;

/// <summary>Sends one signed event to a receiver, and looks at nothing but the head of its answer.</summary>
internal sealed class WebhookPost(
    WebhookUrls urls,
    WebhookSecrets secrets,
    IOptions<WebhookOptions> options,
    TimeProvider time
) : IDisposable
{
    private readonly GuardedHttp _http = urls.NewClient();

    /// <summary>What came of it, and when and how long it took.</summary>
    internal sealed record Result(DeliveryAnswer Answer, DateTimeOffset At, TimeSpan Took);

    public async Task<Result> SendAsync(Webhook webhook, CloudEvent told, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var started = time.GetTimestamp();
        using var request = RequestOf(webhook, told, now);
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answer = await AnswerAsync(request, now, both.Token, cancellationToken);
        return new Result(answer, now, time.GetElapsedTime(started));
    }

    public void Dispose() => _http.Dispose();

    private async Task<DeliveryAnswer> AnswerAsync(
        HttpRequestMessage request,
        DateTimeOffset now,
        CancellationToken limited,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var response = await _http.SendAsync(request, limited);
            return response.IsSuccessStatusCode
                ? new DeliveryAnswer.Taken((int)response.StatusCode)
                : new DeliveryAnswer.Refused((int)response.StatusCode, RetryAfterOf(response, now));
        }
        catch (GuardException)
        {
            return new DeliveryAnswer.Failed(DeliveryFault.NotAllowed);
        }
        catch (HttpRequestException failure)
        {
            return new DeliveryAnswer.Failed(
                failure.HttpRequestError == HttpRequestError.SecureConnectionError
                    ? DeliveryFault.NoTls
                    : DeliveryFault.NoAnswer
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAnswer.Failed(DeliveryFault.TimedOut);
        }
    }

    private HttpRequestMessage RequestOf(Webhook webhook, CloudEvent told, DateTimeOffset now)
    {
        var body = told.ToJson();
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType, "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = content,
            Version = HttpVersion.Version11,
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Kadende", null));
        request.Headers.Add(WebhookSignature.IdHeader, told.Id);
        request.Headers.Add(WebhookSignature.TimeHeader, WebhookSignature.Timestamp(now));
        request.Headers.Add(
            WebhookSignature.Header,
            WebhookSignature.Of(secrets.KeysOf(webhook, now), told.Id, now, body)
        );
        return request;
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };
}
