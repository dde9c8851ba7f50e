using System.Text;
using Kadende.Api.Limits;
using Kadende.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Kadende.Api.Requests;

/// <summary>Reads a body as text, within bounds.</summary>
internal static class BodyReader
{
    public const int MaxBytes = 256 * 1024;

    public static readonly IReadOnlyList<string> SpecTypes =
    [
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "application/json",
    ];

    public static readonly IReadOnlyList<string> JsonTypes = ["application/json", "application/merge-patch+json"];

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public static async Task<BodyText> ReadAsync(
        HttpRequest request,
        IReadOnlyList<string> types,
        CancellationToken cancellationToken
    )
    {
        if (RefuseType(request, types) is { } refusal)
        {
            return new BodyText.Refused(refusal);
        }

        if (await ReadBytesAsync(request, cancellationToken) is not { } bytes)
        {
            return new BodyText.Refused(
                Problem.Of(
                    StatusCodes.Status413PayloadTooLarge,
                    $"The body is larger than {MaxBytes / 1024} KiB. Make the spec smaller, or split the cluster."
                )
            );
        }

        try
        {
            return new BodyText.Read(Strict.GetString(WithoutMark(bytes.Span)));
        }
        catch (DecoderFallbackException failure)
        {
            return new BodyText.Refused(
                Problem.BadRequest($"The body is not UTF-8: byte {failure.Index + 1} cannot be read. Save it as UTF-8.")
            );
        }
    }

    /// <summary>Reads a JSON body that may be left out; left out it is an empty object.</summary>
    public static async Task<BodyText> ReadOptionalAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>();
        return request.ContentLength is null or 0 && request.ContentType is null && body is not { CanHaveBody: true }
            ? new BodyText.Read("{}")
            : await ReadAsync(request, JsonTypes, cancellationToken);
    }

    private static IResult? RefuseType(HttpRequest request, IReadOnlyList<string> types)
    {
        var takes = $"Send it as {string.Join(" or ", types)}";
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return Refuse($"The Content-Type is missing or cannot be read. {takes}.");
        }

        if (!types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            return Refuse($"The Content-Type '{type.MediaType}' is not taken here. {takes}.");
        }

        if (type.Charset.HasValue && !type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse($"The charset '{type.Charset}' is not taken. {takes}, in UTF-8.");
        }

        return request.Headers.ContentEncoding.Count > 0
            ? Refuse($"The Content-Encoding '{request.Headers.ContentEncoding}' is not taken. Send the body as it is.")
            : null;
    }

    private static IResult Refuse(string detail) => Problem.Of(StatusCodes.Status415UnsupportedMediaType, detail);

    /// <returns>Null: the body is too large.</returns>
    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        // One byte more than is taken, so that a body that is too large is told from one that just fits.
        var buffer = new byte[Math.Min(request.ContentLength ?? MaxBytes, MaxBytes) + 1];
        var services = request.HttpContext.RequestServices;
        var patience = services.GetRequiredService<IOptions<LimitOptions>>().Value.BodyTimeout;
        using var timeout = new CancellationTokenSource(patience, services.GetRequiredService<TimeProvider>());
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(
                buffer,
                buffer.Length,
                throwOnEndOfStream: false,
                both.Token
            );
            if (length > MaxBytes)
            {
                return null;
            }

            return buffer.AsMemory(0, length);
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested)
        {
            throw new BadHttpRequestException(
                $"the body did not arrive within {patience.TotalSeconds} s",
                StatusCodes.Status408RequestTimeout,
                late
            );
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
}
