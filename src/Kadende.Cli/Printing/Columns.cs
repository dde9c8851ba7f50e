namespace Kadende.Cli.Printing;

/// <summary>Plain columns, the same for a terminal and a file.</summary>
internal static class Columns
{
    private const string Gap = "  ";

    public static async Task WriteAsync(
        TextWriter output,
        IReadOnlyList<string> titles,
        IEnumerable<IReadOnlyList<string>> rows
    )
    {
        IReadOnlyList<IReadOnlyList<string>> all = [titles, .. rows];
        var widths = titles.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        foreach (var row in all)
        {
            await output.WriteLineAsync(
                string.Join(Gap, row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd()
            );
        }
    }
}
