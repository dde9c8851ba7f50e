using System.Globalization;
using Kadende.Core.Specs;

namespace Kadende.Core.Hands;

/// <summary>How long what is asked of a node may last.</summary>
internal static class Lasting
{
    public static readonly TimeSpan LongestQuarantine = TimeSpan.FromDays(30);

    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>What is wrong with the end that is asked for; null when nothing is.</summary>
    public static Fault? FaultOf(Asking asking, bool mayEnd, bool mustEnd, TimeSpan longest) =>
        asking.Until switch
        {
            null when mustEnd => Of(
                $"until is missing. Say how long with \"for\", such as \"2h\", or with \"until\"; at most {Days(longest)} days."
            ),
            null => null,
            _ when !mayEnd => Of("What is asked is done once and has no end; leave until and for out."),
            { } until when until <= asking.Now => Of(
                $"until is {Text(until)}, which is over; it must be in the future."
            ),
            { } until when until > asking.Now + longest => Of(
                $"until is {Text(until)}; it can be at most {Days(longest)} days from now."
            ),
            _ => null,
        };

    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Days(TimeSpan span) => span.TotalDays.ToString("0", CultureInfo.InvariantCulture);

    private static Fault Of(string message) => new("until", 0, 0, message);
}
