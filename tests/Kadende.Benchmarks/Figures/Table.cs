using System.Globalization;

namespace Kadende.Benchmarks.Figures;

/// <summary>A table as <c>docs/performance.md</c> has them, ready to be put there.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Add(string what, Spread figures, string format, string target) =>
        Add(what, Text(figures.Min, format), Text(figures.Median, format), Text(figures.Max, format), target);

    public static string Text(double figure, string format = "0.##") =>
        figure.ToString(format, CultureInfo.InvariantCulture);

    public void Print()
    {
        var all = _rows.Prepend(head).ToList();
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        Print(head, widths);
        Print([.. widths.Select(width => new string('-', width))], widths);
        _rows.ForEach(row => Print(row, widths));
        Console.WriteLine();
    }

    private static void Print(string[] row, int[] widths) =>
        Console.WriteLine($"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |");
}
