using System.Diagnostics;
using System.Text;
using Xunit;

namespace Kadende.Core.Tests.Specs;

/// <summary>How texts become values: YAML 1.2 core schema, limits, and what is no YAML at all.</summary>
public sealed class YamlTests
{
    [Theory]
    [InlineData("yes", "\"yes\"")]
    [InlineData("True", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("''", "\"\"")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("! 1", "\"1\"")]
    [InlineData("007", "7")]
    [InlineData("+7", "7")]
    [InlineData("0o17", "15")]
    [InlineData("0xff", "255")]
    [InlineData("0b1", "\"0b1\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("190:20", "\"190:20\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("0.0.1", "\"0.0.1\"")]
    [InlineData(".5", "0.5")]
    [InlineData("1.", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("-0.0", "0")]
    [InlineData("-0", "0")]
    [InlineData("1e3", "1000")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("-0123456789012345678901234567890", "-123456789012345678901234567890")]
    [InlineData("0xfffffffffffffff", "1152921504606846975")]
    [InlineData("0o777777777777777777777", "9223372036854775807")]
    [InlineData("0o1000000000000000000000", null)]
    [InlineData("+", "\"\\u002B\"")]
    [InlineData("-", null)]
    [InlineData(".", "\".\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("'.inf'", "\".inf\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"\\uD83D\\uDE00\"")]
    [InlineData("\"a\\/b\"", "\"a/b\"")]
    public void Read_Scalar_IsWhatTheCoreSchemaSays(string text, string? json) =>
        Assert.Equal(
            json ?? "none",
            Texts.Read(Texts.Group($"resourceProperties: {{ a: {text} }}")) is Core.Specs.SpecResult.Good good
                ? good.Spec.Groups[0].Properties.GetProperty("a").GetRawText()
                : "none"
        );

    [Theory]
    [InlineData("0.0.1")]
    [InlineData("1")]
    [InlineData("1.10")]
    [InlineData("\"1\"")]
    [InlineData("0o17")]
    [InlineData(".inf")]
    public void Read_Version_IsTextAsWritten(string version) =>
        Assert.Equal(version.Trim('"'), Texts.Good(Texts.Group().Replace("'1'", version)).Version);

    [Fact]
    public void Read_JsonWithTabs_IsRead()
    {
        var spec = Texts.Good(
            "{\n\t\"version\":\"1\",\n\t\"name\":\"c\",\n\t\"groups\":{\"web\":{\"size\":1,\"resourcePlugin\":{\"name\":\"x\"},"
                + "\"resourceProperties\":{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\n\\t\\\"\\\\\"]}}}\n}\n"
        );

        Assert.Equal(
            "[1,-2500,true,null,\"\\u00E9\\n\\t\\u0022\\\\\"]",
            spec.Groups[0].Properties.GetProperty("a").GetRawText()
        );
    }

    [Theory]
    [InlineData("", 1, 1, "is empty")]
    [InlineData("# nothing\n", 1, 1, "is empty")]
    [InlineData("---\n", 1, 1, "is empty")]
    [InlineData("~", 1, 1, "is empty")]
    [InlineData("- a\n", 1, 1, "but is a list")]
    [InlineData("hello", 1, 1, "but is the text 'hello'")]
    [InlineData("a: 1\n---\nb: 1\n", 2, 1, "A second document begins here")]
    [InlineData("a:\n\tb: 1\n", 2, 1, "tabs")]
    [InlineData("a: [1, 2\nb: 3\n", 2, 1, "not valid YAML")]
    [InlineData("a: b: c\n", 1, 5, "not valid YAML")]
    [InlineData("a: \"b\n", 1, 4, "not valid YAML")]
    [InlineData("a: @b\n", 1, 4, "not valid YAML")]
    [InlineData("a: *b\n", 1, 4, "The alias '*b' stands for nothing")]
    [InlineData("a: &a [*a]\n", 1, 8, "that would never end")]
    [InlineData("a: \u0007\n", 1, 4, "U+0007 is not allowed")]
    public void Read_NoDocument_IsOneFaultWithItsPlace(string text, int line, int column, string message)
    {
        var fault = Assert.Single(Texts.Faults(text));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (fault.Line, fault.Column));
    }

    [Theory]
    [InlineData("a: 1\na: 2", "resourceProperties/a", "given twice, first in line 8")]
    [InlineData("a: { b: 1, \"b\": 2 }", "resourceProperties/a/b", "given twice")]
    [InlineData("1: a", "resourceProperties", "write '1' in quotes")]
    [InlineData("true: a", "resourceProperties", "write 'true' in quotes")]
    [InlineData("~: a", "resourceProperties", "write '~' in quotes")]
    [InlineData("? [a]\n: b", "resourceProperties", "A key must be text")]
    [InlineData("? { a: b }\n: b", "resourceProperties", "A key must be text")]
    [InlineData("a: &k k\n*k : b", "resourceProperties", "A key must be text")]
    [InlineData("a: &k { b: c }\nd:\n  <<: *k", "resourceProperties/d", "Merge keys")]
    [InlineData("a: !!int '1'", "resourceProperties/a", "Tags such as 'tag:yaml.org,2002:int' are not supported")]
    [InlineData("a: !secret b", "resourceProperties/a", "Tags such as '!secret'")]
    [InlineData("a: !x [b]", "resourceProperties/a", "Tags such as '!x'")]
    [InlineData("a: \"\\0\"", "resourceProperties/a", "U+0000 is not allowed")]
    public void Read_FaultInTheTree_IsGatheredWithItsPath(string properties, string path, string message)
    {
        var indented = string.Concat(properties.Split('\n').Select(line => $"  {line}\n"));
        var faults = Texts.Faults(Texts.Group($"resourceProperties:\n{indented}paused: maybe"));

        Assert.Equal(2, faults.Count);
        Assert.Equal($"groups/web/{path}", faults[0].Path);
        Assert.Contains(message, faults[0].Message, StringComparison.Ordinal);
        Assert.Equal("groups/web/paused", faults[1].Path);
    }

    [Fact]
    public void Read_DuplicateField_TellsBothLines()
    {
        var fault = Texts.GroupFault("size: 2");

        Assert.Equal(
            new Core.Specs.Fault(
                "groups/web/size",
                7,
                5,
                "'size' is given twice, first in line 6; remove one of the two."
            ),
            fault
        );
    }

    [Fact]
    public void Read_Aliases_AreExpanded()
    {
        var spec = Texts.Good(
            Texts.Head
                + """
                groups:
                  a: &a { size: 1, resourcePlugin: { name: x }, resourceProperties: &p { k: v } }
                  b: *a
                  c: { size: 2, resourcePlugin: { name: x }, resourceProperties: *p }
                """
        );

        Assert.Equal(["a", "b", "c"], spec.Groups.Select(group => group.Path.Value));
        Assert.Single(spec.Groups.Select(group => group.ConfigHash).Distinct());
        Assert.Equal("groups/c/resourceProperties/k", spec.Groups[2].PropertyMarks["k"].Path);
    }

    [Fact]
    public void Read_AliasBomb_IsOneFaultAtOnce()
    {
        var bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        bomb.AppendJoin(
            "",
            Enumerable
                .Range(1, 30)
                .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n")
        );
        var watch = Stopwatch.StartNew();

        var fault = Assert.Single(Texts.Faults(bomb.ToString()));

        Assert.Contains("grows too large when its aliases are expanded", fault.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Read_LargeTextRepeatedByAlias_IsRefused()
    {
        var text = $"a: &a '{new string('x', 100_000)}'\nb: [{string.Join(", ", Enumerable.Repeat("*a", 50))}]\n";

        Assert.Contains("grows too large", Assert.Single(Texts.Faults(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Read_DeepNesting_IsOneFaultAtOnce(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 250_000 / opening.Length));
        var watch = Stopwatch.StartNew();

        var fault = Assert.Single(Texts.Faults(text));

        Assert.Contains("deeper than 64 levels", fault.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Read_DeeplyNestedKeys_EndAtTheSameDepth() =>
        Assert.Contains(
            "deeper than 64 levels",
            Texts.Faults(string.Concat(Enumerable.Repeat("? ", 125_000)))[^1].Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_HalfACharacter_IsAFaultWithItsPlace()
    {
        var fault = Assert.Single(Texts.Faults("a: b\nc: \ud800\n"));

        Assert.Equal((2, 4), (fault.Line, fault.Column));
        Assert.StartsWith("The character U+D800 is not allowed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepNestingByAliases_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 40)) + new string(']', 40);
        var nested = string.Concat(Enumerable.Repeat("[", 40)) + "*a" + new string(']', 40);

        Assert.Contains(
            "when '*a' is expanded",
            Assert.Single(Texts.Faults($"a: &a {deep}\nb: {nested}\n")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Read_256KiB_IsRead()
    {
        var text = Texts.Group();
        text += $"# {new string('x', (256 * 1024) - text.Length - 2)}";

        Assert.Single(Texts.Good(text).Groups);
    }

    [Theory]
    [InlineData('x', 257 * 1024)]
    [InlineData('é', 128 * 1024)]
    public void Read_LongerThan256KiBInUtf8_IsRefused(char filler, int count) =>
        Assert.Contains(
            "longer than 256 KiB",
            Assert.Single(Texts.Faults($"{Texts.Group()}# {new string(filler, count)}")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_LongKey_IsAFault() =>
        Assert.Contains(
            "at most 255 characters",
            Texts.GroupFault($"resourceProperties: {{ {new string('k', 256)}: 1 }}").Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() => Assert.Single(Texts.Good('\uFEFF' + Texts.Group()).Groups);

    [Fact]
    public void Read_NothingButFaults_TellsABoundedNumber()
    {
        var faults = Texts.Faults(string.Concat(Enumerable.Range(0, 5000).Select(i => $"k{i}: 1\n")));

        Assert.Equal(501, faults.Count);
        Assert.Equal("There are 4503 more faults; correct these first.", faults[^1].Message);
    }
}
