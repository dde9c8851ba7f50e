using CsCheck;
using Kadende.Core.Audit;
using Xunit;

namespace Kadende.Core.Tests.Audit;

public sealed class LineDiffTests
{
    [Fact]
    public void Of_SameTexts_IsEmpty() => Assert.Equal("", LineDiff.Of(["a", "b"], ["a", "b"]));

    [Fact]
    public void Of_OneLineChanged_ShowsItWithThreeLinesAround()
    {
        string[] before = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        string[] after = ["1", "2", "3", "4", "five", "6", "7", "8", "9"];

        Assert.Equal("@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n", LineDiff.Of(before, after));
    }

    [Fact]
    public void Of_TwoPlacesFarApart_AreTwoHunks()
    {
        var before = Enumerable.Range(1, 30).Select(line => $"{line}").ToArray();
        var after = before.Where(line => line is not "2").Append("31").ToArray();

        var diff = LineDiff.Of(before, after);

        Assert.Equal("@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n@@ -28,3 +27,4 @@\n 28\n 29\n 30\n+31\n", diff);
    }

    [Fact]
    public void Of_NothingBefore_AddsAll() => Assert.Equal("@@ -0,0 +1,2 @@\n+a\n+b\n", LineDiff.Of([], ["a", "b"]));

    [Fact]
    public void Of_LargeTexts_IsCutWithANote()
    {
        var after = Enumerable.Range(0, 100_000).Select(line => $"line {line}").ToArray();

        var diff = LineDiff.Of(["before"], after);

        Assert.InRange(diff.Length, 1000, LineDiff.MostCharacters);
        Assert.EndsWith($"\n{LineDiff.CutNote}", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneLineThatIsTooLong_IsCutToo()
    {
        var diff = LineDiff.Of([], [new string('x', 100_000)]);

        Assert.InRange(diff.Length, 20, LineDiff.MostCharacters);
        Assert.EndsWith($"\n{LineDiff.CutNote}", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnyShortTexts_TellsHowToMakeOneOfTheOther() =>
        Gen.Select(Lines(8), Lines(8)).Sample((before, after) => Assert.Equal(after, Applied(before, after)));

    [Fact]
    public void Of_TextsTooDifferentToSearch_StillTellsHow()
    {
        var before = Enumerable.Range(0, 300).Select(line => $"b{line}").ToArray();
        var after = Enumerable.Range(0, 300).Select(line => $"a{line}").ToArray();

        Assert.Equal(after, Applied(before, after));
    }

    private static Gen<string[]> Lines(int most) => Gen.Int[0, 2].Select(one => $"{one}").Array[0, most];

    /// <summary>The text after, made of the text before and the diff.</summary>
    private static List<string> Applied(string[] before, string[] after)
    {
        var made = new List<string>();
        var next = 0;
        foreach (var line in LineDiff.Of(before, after).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (line[0])
            {
                case '@':
                    var begin = BeginOf(line);
                    made.AddRange(before[next..begin]);
                    next = begin;
                    break;
                case '+':
                    made.Add(line[1..]);
                    break;
                default:
                    Assert.Equal(before[next], line[1..]);
                    made.AddRange(line[0] == ' ' ? [line[1..]] : Array.Empty<string>());
                    next++;
                    break;
            }
        }

        made.AddRange(before[next..]);
        return made;
    }

    /// <summary>How many lines of the text before stand ahead of a hunk.</summary>
    private static int BeginOf(string head)
    {
        var numbers = head.Split(' ')[1][1..].Split(',').Select(int.Parse).ToArray();
        return numbers[1] == 0 ? numbers[0] : numbers[0] - 1;
    }
}
