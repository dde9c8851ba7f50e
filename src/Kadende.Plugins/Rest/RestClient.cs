using System.Buffers;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Kadende.Plugins.Health.Probing;
using Kadende.Plugins.Net;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Rest;

/// <summary>
/// Sends JSON and reads JSON. What was throttled, and what may be repeated, is sent again a few times; the last answer is the
/// caller's to judge.
/// </summary>
internal sealed class RestClient(HttpClient http, RestAccount account, RestPatience patience, TimeProvider time)
{
    private const int MaxAnswer = 16 << 20;

    private readonly RestPace _pace = new(time);

    /// <summary>A client that follows no redirects, since they would take the credential elsewhere.</summary>
    public static HttpClient NewHttpClient() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            // The caller's time limit is the one that counts.
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>A client for places that specs name: it goes where probes may go, and past the host's proxies.</summary>
    public static HttpClient NewGuardedClient(ProbeOptions networks) =>
        new(GuardedHttp.NewHandler(networks.Rules, ProbeOptions.Section)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="ProviderUnavailableException">No usable answer came.</exception>
    public async Task<RestAnswer> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await WaitAsync(_pace.Wait(), cancellationToken);
            var (answer, failure) = await TryAsync(request, cancellationToken);
            var mayRepeat =
                answer is { } known && account.IsThrottled(known)
                || request.IsRepeatable && answer is null or { IsBroken: true };
            if (!mayRepeat || patience.WaitAfter(attempt, answer?.RetryAfter) is not { } wait)
            {
                return answer ?? throw failure!;
            }

            await WaitAsync(wait, cancellationToken);
        }
    }

    private async Task<(RestAnswer? Answer, ProviderUnavailableException? Failure)> TryAsync(
        RestRequest request,
        CancellationToken cancellationToken
    )
    {
        using var message = new HttpRequestMessage(
            request.Method,
            new Uri(account.Endpoint.AbsoluteUri.TrimEnd('/') + request.Path)
        );
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await account.Token(cancellationToken));
        if (request.Body is { } body)
        {
            message.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json);
        }

        try
        {
            using var response = await http.SendAsync(
                message,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            _pace.Learn(response.Headers);
            return (await ReadAsync(response, cancellationToken), null);
        }
        catch (HttpRequestException failure) when (GuardedHttp.RefusalIn(failure) is { } refused)
        {
            throw new RequestRejectedException($"endpoint: {refused.Message}", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException)
        {
            return (
                null,
                new ProviderUnavailableException(
                    $"{account.Name} at {account.Endpoint.Authority} gave no usable answer: {failure.Message}",
                    failure
                )
            );
        }
    }

    private async Task<RestAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var bytes = await ReadBoundedAsync(response.Content, cancellationToken);
        try
        {
            var body = bytes.Length == 0 ? default : JsonElement.Parse(bytes.Span);
            return new RestAnswer(status, body, RetryAfterOf(response));
        }
        catch (JsonException) when (status >= 300)
        {
            // Proxies in between answer in HTML: the status alone says enough.
            return new RestAnswer(status, default, RetryAfterOf(response));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBoundedAsync(
        HttpContent content,
        CancellationToken cancellationToken
    )
    {
        var written = new ArrayBufferWriter<byte>();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        int read;
        while ((read = await stream.ReadAsync(written.GetMemory(16 << 10), cancellationToken)) > 0)
        {
            written.Advance(read);
            if (written.WrittenCount > MaxAnswer)
            {
                throw new IOException($"the answer is longer than {MaxAnswer >> 20} MiB.");
            }
        }

        return written.WrittenMemory;
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var now = time.GetUtcNow();
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ when response.StatusCode == System.Net.HttpStatusCode.TooManyRequests => RestPace.UsedUpUntil(
                response.Headers
            ) - now,
            _ => null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
}
