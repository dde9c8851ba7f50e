using System.Text;

namespace Kadende.Runtime.Stores;

/// <summary>The lines that a row of a node's log holds.</summary>
/// <param name="Append">Tells the call that wrote the page last from all others, so that a call whose answer was lost knows its page.</param>
internal sealed record NodeLogPage(string Append, IReadOnlyList<NodeLogLine> Lines)
{
    /// <summary>With the bounds of a page these make the bounds of a log: 1,000 lines and 250 KiB.</summary>
    public const int PagesPerNode = 10;

    public const int LineBytes = 4 * 1024;
    private const int PageLines = 100;
    private const int PageBytes = 25 * 1024;

    /// <summary>Stands at the end of a line that was cut.</summary>
    private const char Cut = '…';

    /// <summary>Lays lines on pages: the last page there is, when it has room, and new ones behind it.</summary>
    /// <param name="last">What is on the last page; empty when there is none.</param>
    public static IReadOnlyList<NodeLogPage> Fill(
        IReadOnlyList<NodeLogLine> last,
        IEnumerable<NodeLogLine> added,
        string append
    )
    {
        var pages = new List<NodeLogPage>();
        var lines = last.ToList();
        var bytes = lines.Sum(BytesOf);
        foreach (var line in added.Select(Shorten))
        {
            if (lines.Count == PageLines || bytes + BytesOf(line) > PageBytes)
            {
                pages.Add(new NodeLogPage(append, lines));
                (lines, bytes) = ([], 0);
            }

            lines.Add(line);
            bytes += BytesOf(line);
        }

        return [.. pages, new NodeLogPage(append, lines)];
    }

    private static int BytesOf(NodeLogLine line) => Encoding.UTF8.GetByteCount(line.Text);

    private static NodeLogLine Shorten(NodeLogLine line)
    {
        if (BytesOf(line) <= LineBytes)
        {
            return line;
        }

        var room = LineBytes - Encoding.UTF8.GetByteCount([Cut]);
        var kept = new StringBuilder();
        foreach (var rune in line.Text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return line with
        {
            Text = kept.Append(Cut).ToString(),
        };
    }
}
