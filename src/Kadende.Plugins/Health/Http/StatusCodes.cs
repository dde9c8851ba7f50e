using System.Globalization;

namespace Kadende.Plugins.Health.Http;

/// <summary>A set of HTTP status codes as in <c>200,204,300-399</c>.</summary>
internal sealed class StatusCodes
{
    private readonly IReadOnlyList<(int From, int To)> _ranges;

    private StatusCodes(IReadOnlyList<(int From, int To)> ranges) => _ranges = ranges;

    public bool Contains(int status) => _ranges.Any(range => range.From <= status && status <= range.To);

    /// <summary>Reads a text that fits the check's schema.</summary>
    public static StatusCodes Parse(string text) => new([.. text.Split(',').Select(ParseRange)]);

    private static (int From, int To) ParseRange(string text)
    {
        var ends = text.Split('-');
        var (one, other) = (Number(ends[0]), Number(ends[^1]));
        return (Math.Min(one, other), Math.Max(one, other));
    }

    private static int Number(string text) =>
        int.Parse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
