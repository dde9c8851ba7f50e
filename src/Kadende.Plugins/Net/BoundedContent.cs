using System.Globalization;

namespace Kadende.Plugins.Net;

/// <summary>Reads answers up to a bound.</summary>
internal static class BoundedContent
{
    private const int Portion = 64 * 1024;

    /// <param name="from">Who sends it, for messages.</param>
    /// <exception cref="GuardException">There is more than the bound.</exception>
    public static async Task CopyAsync(
        HttpContent content,
        Stream target,
        long maxBytes,
        string from,
        CancellationToken cancellationToken
    )
    {
        if (content.Headers.ContentLength > maxBytes)
        {
            throw TooMuch(from, maxBytes);
        }

        await using var source = await content.ReadAsStreamAsync(cancellationToken);
        var portion = new byte[Portion];
        var total = 0L;
        int length;
        while ((length = await source.ReadAsync(portion, cancellationToken)) > 0)
        {
            total += length;
            if (total > maxBytes)
            {
                throw TooMuch(from, maxBytes);
            }

            await target.WriteAsync(portion.AsMemory(0, length), cancellationToken);
        }
    }

    private static GuardException TooMuch(string from, long maxBytes) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{from} sends more than the {maxBytes} bytes that are allowed."
            )
        );
}
