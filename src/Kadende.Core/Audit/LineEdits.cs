namespace Kadende.Core.Audit;

/// <summary>
/// The fewest lines to remove and add to make one text of another (Myers' greedy search). Texts that differ in very much are not searched
/// to the end: all that lies between what they have in common at both ends counts as replaced.
/// </summary>
internal static class LineEdits
{
    /// <summary>Bounds the search: its time and memory grow with the square of it.</summary>
    private const int MostEdits = 400;

    public static IReadOnlyList<LineEdit> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var most = Math.Min(before.Count, after.Count);
        var head = CommonLines(most, index => before[index] == after[index]);
        var tail = CommonLines(most - head, index => before[^(index + 1)] == after[^(index + 1)]);
        var edits = new List<LineEdit>();
        AddSame(edits, before, 0, 0, head);
        edits.AddRange(Middle(before, after, head, tail));
        AddSame(edits, before, before.Count - tail, after.Count - tail, tail);
        return edits;
    }

    private static int CommonLines(int most, Func<int, bool> isSame) =>
        Enumerable.Range(0, most).TakeWhile(isSame).Count();

    private static void AddSame(List<LineEdit> edits, IReadOnlyList<string> before, int left, int right, int count)
    {
        for (var index = 0; index < count; index++)
        {
            edits.Add(new LineEdit(LineEditKind.Same, before[left + index], left + index, right + index));
        }
    }

    private static IEnumerable<LineEdit> Middle(
        IReadOnlyList<string> before,
        IReadOnlyList<string> after,
        int head,
        int tail
    )
    {
        string[] left = [.. before.Take(before.Count - tail).Skip(head)];
        string[] right = [.. after.Take(after.Count - tail).Skip(head)];
        var edits = Search(left, right) is { } steps
            ? Walk(left, right, steps)
            : left.Select((line, index) => new LineEdit(LineEditKind.Removed, line, index, 0))
                .Concat(right.Select((line, index) => new LineEdit(LineEditKind.Added, line, left.Length, index)));
        return edits.Select(edit => edit with { Before = edit.Before + head, After = edit.After + head });
    }

    /// <returns>How far each diagonal was reached with 0, 1, 2... edits; null when too many would be needed.</returns>
    private static List<int[]>? Search(string[] left, string[] right)
    {
        var most = Math.Min(left.Length + right.Length, MostEdits);
        var steps = new List<int[]>();
        var reached = new int[(2 * most) + 3];
        var middle = most + 1;
        for (var edits = 0; edits <= most; edits++)
        {
            steps.Add(reached[(middle - edits - 1)..(middle + edits + 2)]);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = StepsDown(diagonal, edits, reached[middle + diagonal - 1], reached[middle + diagonal + 1])
                    ? reached[middle + diagonal + 1]
                    : reached[middle + diagonal - 1] + 1;
                while (x < left.Length && x - diagonal < right.Length && left[x] == right[x - diagonal])
                {
                    x++;
                }

                reached[middle + diagonal] = x;
                if (x >= left.Length && x - diagonal >= right.Length)
                {
                    return steps;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a diagonal is best reached by adding a line, and not by removing one.</summary>
    private static bool StepsDown(int diagonal, int edits, int below, int above) =>
        diagonal == -edits || (diagonal != edits && below < above);

    /// <summary>Follows the search back from the ends of the texts.</summary>
    private static List<LineEdit> Walk(string[] left, string[] right, List<int[]> steps)
    {
        var edits = new List<LineEdit>();
        var (x, y) = (left.Length, right.Length);
        for (var step = steps.Count - 1; step >= 0; step--)
        {
            // What was reached with one edit less; diagonal 0 stands in the middle.
            var (reached, middle, diagonal) = (steps[step], step + 1, x - y);
            var down = StepsDown(diagonal, step, reached[middle + diagonal - 1], reached[middle + diagonal + 1]);
            var from = down ? diagonal + 1 : diagonal - 1;
            var fromX = reached[middle + from];
            var fromY = fromX - from;
            while (x > Math.Max(fromX, 0) && y > Math.Max(fromY, 0))
            {
                (x, y) = (x - 1, y - 1);
                edits.Add(new LineEdit(LineEditKind.Same, left[x], x, y));
            }

            if (step > 0)
            {
                edits.Add(
                    down
                        ? new LineEdit(LineEditKind.Added, right[fromY], fromX, fromY)
                        : new LineEdit(LineEditKind.Removed, left[fromX], fromX, fromY)
                );
                (x, y) = (fromX, fromY);
            }
        }

        edits.Reverse();
        return edits;
    }
}
