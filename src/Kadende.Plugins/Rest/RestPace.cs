using System.Globalization;
using System.Net.Http.Headers;

namespace Kadende.Plugins.Rest;

/// <summary>
/// Goes slower when an API says that few calls are left (<c>ratelimit-remaining</c>, <c>ratelimit-reset</c>), so that the last ones are
/// not spent in a burst.
/// </summary>
internal sealed class RestPace(TimeProvider time)
{
    private const int Few = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private int _remaining = int.MaxValue;
    private DateTimeOffset _reset;

    public void Learn(HttpResponseHeaders headers)
    {
        if (Number(headers, "ratelimit-remaining") is { } remaining && ResetOf(headers) is { } reset)
        {
            lock (_lock)
            {
                (_remaining, _reset) = ((int)Math.Clamp(remaining, 0, int.MaxValue), reset);
            }
        }
    }

    /// <summary>When calls are free again; null when the API does not say, or when some are left and it was a burst that was too much.</summary>
    public static DateTimeOffset? UsedUpUntil(HttpResponseHeaders headers) =>
        Number(headers, "ratelimit-remaining") is 0 ? ResetOf(headers) : null;

    /// <summary>How long the next call waits.</summary>
    public TimeSpan Wait()
    {
        lock (_lock)
        {
            var left = _reset - time.GetUtcNow();
            if (_remaining > Few || left <= TimeSpan.Zero)
            {
                return TimeSpan.Zero;
            }

            var share = left / Math.Max(1, _remaining);
            return share > LongestWait ? LongestWait : share;
        }
    }

    private static DateTimeOffset? ResetOf(HttpResponseHeaders headers) =>
        Number(headers, "ratelimit-reset") is { } reset and > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(reset)
            : null;

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
