namespace Kadende.Core.Planning;

/// <summary>Delays that double from a first to a longest.</summary>
internal static class Backoff
{
    /// <param name="count">Which failure in a row this is, from 1.</param>
    public static TimeSpan After(int count, TimeSpan from, TimeSpan to)
    {
        var delay = from * Math.Pow(2, Math.Clamp(count - 1, 0, 30));
        return delay < to ? delay : to;
    }
}
