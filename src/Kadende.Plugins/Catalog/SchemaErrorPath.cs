using System.Text;

namespace Kadende.Plugins.Catalog;

/// <summary>Turns a JSON path as the schema validator writes it (<c>#/env['a.b'].ports[0]</c>) into ours (<c>env/a.b/ports/0</c>).</summary>
internal static class SchemaErrorPath
{
    public static string Parse(string? path)
    {
        var text = path is null ? "" : path.TrimStart('#').TrimStart('/');
        var segments = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            at = text[at] switch
            {
                '.' => at + 1,
                '[' when at + 1 < text.Length && text[at + 1] == '\'' => ReadQuoted(text, at + 2, segments),
                '[' => ReadPlain(text, at + 1, "]", segments) + 1,
                _ => ReadPlain(text, at, ".[", segments),
            };
        }

        return string.Join('/', segments);
    }

    private static int ReadPlain(string text, int from, string ends, List<string> segments)
    {
        var length = text.AsSpan(from).IndexOfAny(ends);
        var end = length < 0 ? text.Length : from + length;
        segments.Add(text[from..end]);
        return end;
    }

    private static int ReadQuoted(string text, int from, List<string> segments)
    {
        var name = new StringBuilder();
        var at = from;
        while (at < text.Length && text[at] != '\'')
        {
            at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
            name.Append(text[at]);
            at++;
        }

        segments.Add(name.ToString());
        // Behind the closing quote and bracket.
        return at + 2;
    }
}
