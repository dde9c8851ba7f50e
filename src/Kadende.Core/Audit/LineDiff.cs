using System.Globalization;
using System.Text;

namespace Kadende.Core.Audit;

/// <summary>Tells two texts apart line by line, as a unified diff.</summary>
public static class LineDiff
{
    /// <summary>A diff has no more characters than this; what is behind is left out, and a note says so.</summary>
    public const int MostCharacters = 16 * 1024;

    private const int Context = 3;

    /// <summary>Stands at the end of a diff that was cut.</summary>
    public const string CutNote = "… the rest of the diff was left out";

    /// <returns>Empty when the texts are the same.</returns>
    public static string Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var edits = LineEdits.Between(before, after);
        var text = new StringBuilder();
        foreach (var (from, to) in Hunks(edits))
        {
            Write(text, edits, from, to);
            if (text.Length > MostCharacters)
            {
                return Shorten(text.ToString());
            }
        }

        return text.ToString();
    }

    /// <summary>The stretches of edits, from and up to, that hold what changed with some lines around it.</summary>
    private static IEnumerable<(int From, int To)> Hunks(IReadOnlyList<LineEdit> edits)
    {
        (int From, int To)? open = null;
        foreach (var (index, _) in edits.Index().Where(edit => edit.Item.Kind != LineEditKind.Same))
        {
            var (from, to) = (Math.Max(0, index - Context), Math.Min(edits.Count, index + Context + 1));
            if (open is { } before && from > before.To)
            {
                yield return before;
                open = null;
            }

            open = (open?.From ?? from, to);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static void Write(StringBuilder text, IReadOnlyList<LineEdit> edits, int from, int to)
    {
        var lines = edits.Skip(from).Take(to - from).ToList();
        var (before, after) = (CountOf(lines, LineEditKind.Added), CountOf(lines, LineEditKind.Removed));
        text.Append(
            CultureInfo.InvariantCulture,
            $"@@ -{First(lines[0].Before, before)},{before} +{First(lines[0].After, after)},{after} @@\n"
        );
        foreach (var line in lines)
        {
            text.Append((char)line.Kind).Append(line.Text).Append('\n');
            if (text.Length > MostCharacters)
            {
                return;
            }
        }
    }

    /// <summary>The number of the first line of a side; a side without lines stands behind the line ahead of it.</summary>
    private static int First(int ahead, int lines) => lines == 0 ? ahead : ahead + 1;

    /// <summary>How many lines a side has: all but those that only the other one has.</summary>
    private static int CountOf(List<LineEdit> lines, LineEditKind others) => lines.Count(line => line.Kind != others);

    private static string Shorten(string text)
    {
        var room = text.AsSpan(0, MostCharacters - CutNote.Length - 1);
        var end = room.LastIndexOf('\n');
        return $"{room[..(end < 0 ? room.Length : end + 1)]}{(end < 0 ? "\n" : "")}{CutNote}";
    }
}
