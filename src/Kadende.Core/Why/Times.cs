using System.Globalization;

namespace Kadende.Core.Why;

/// <summary>How times are told.</summary>
internal static class Times
{
    /// <summary>For people.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>For programs.</summary>
    public static string Iso(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
