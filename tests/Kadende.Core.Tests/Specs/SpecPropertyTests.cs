using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Specs;

/// <summary>What holds for every text.</summary>
public sealed class SpecPropertyTests
{
    /// <summary>Pieces of which YAML is made, good and bad, so that random texts reach deep into the parser.</summary>
    private static readonly Gen<string> Piece = Gen.OneOf(
        AnyOf(
            "version: 1\n",
            "name: c\n",
            "groups:\n",
            "  web:\n",
            "    size: ",
            "    resourcePlugin: { name: x }\n",
            "    health:\n",
            "      checks:\n",
            "        - ",
            "type: http",
            "init: |\n",
            "{{ node.id }}",
            "labels: ",
            "&a ",
            "*a",
            "<<: ",
            "!!str ",
            "!x ",
            "? ",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\n",
            "  ",
            "\t",
            "'",
            "\"",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "#",
            "|",
            ">",
            "~",
            "10%",
            "-1",
            "1e9",
            ".inf",
            "0x",
            "\\u",
            "\0",
            "\ud83d",
            "\uFEFF",
            "é",
            "@",
            "`"
        ),
        Gen.String[Gen.Char[' ', '~'], 0, 8],
        Gen.String[0, 4]
    );

    private static readonly Gen<string> AnyText = Piece.Array[0, 60].Select(string.Concat);

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf(
        AnyOf("", "yes", "1", "1.5", "null", "~", "a: b", "- x", "é\n\"'", "0x1F", "<<", "{{", " pad ")
            .Select(text => (JsonNode?)text),
        Gen.String[Gen.Char[' ', '~'], 0, 12].Select(text => (JsonNode?)text),
        Gen.Int.Select(number => (JsonNode?)number),
        Gen.Double[-1e9, 1e9].Select(number => (JsonNode?)number),
        Gen.Bool.Select(value => (JsonNode?)value),
        Gen.Const((JsonNode?)null)
    );

    private static readonly Gen<string> Key = Gen.String[Gen.Char['a', 'z'], 1, 5];

    private static readonly Gen<JsonNode?> Tree = Gen.Recursive<JsonNode?>(
        (depth, inner) =>
            depth > 3
                ? Leaf
                : Gen.OneOf(
                    Leaf,
                    inner
                        .Array[0, 4]
                        .Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
                    Gen.Select(Key, inner).Array[0, 4].Select(fields => (JsonNode?)ObjectOf(fields))
                )
    );

    private static readonly Gen<JsonObject> Spec = Gen.Select(
        Gen.Select(Key, Tree).Array[0, 5].Select(ObjectOf),
        Gen.String[Gen.Char[' ', '~'], 0, 30].Where(init => !init.Contains("{{", StringComparison.Ordinal)),
        Gen.Int[0, 10_000],
        (properties, init, size) =>
            new JsonObject
            {
                ["version"] = "1",
                ["name"] = "c",
                ["groups"] = new JsonObject
                {
                    ["web"] = new JsonObject
                    {
                        ["size"] = size,
                        ["resourcePlugin"] = new JsonObject { ["name"] = "x" },
                        ["resourceProperties"] = properties,
                        ["init"] = init,
                    },
                },
            }
    );

    [Fact]
    public void Read_AnyText_GivesAnAnswer() => AnyText.Sample(Answers, iter: 5_000);

    [Fact]
    public void Read_AnyChangeOfAnExample_GivesAnAnswer() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 20], Piece)
            .Sample((at, length, piece) => Answers(Changed(at, length, piece)), iter: 5_000);

    [Fact]
    public void Read_AnyTreeAsSpec_GivesAnAnswer() =>
        Tree.Sample(tree => Answers(tree?.ToJsonString() ?? "null"), iter: 2_000);

    [Fact]
    public void Read_SameSpecInJsonAndYaml_HasTheSameHash() =>
        Spec.Sample(
            spec =>
            {
                var (json, yaml) = (Texts.Good(spec.ToJsonString()).Groups[0], Texts.Good(YamlOf(spec)).Groups[0]);
                return json.ConfigHash == yaml.ConfigHash
                    && json.Slots.Count == yaml.Slots.Count
                    && json.Init == yaml.Init
                    && JsonNode.DeepEquals(
                        JsonNode.Parse(json.Properties.GetRawText()),
                        JsonNode.Parse(yaml.Properties.GetRawText())
                    );
            },
            iter: 1_000
        );

    /// <summary>Good, or at least one fault, all with a place in the text and a message.</summary>
    private static bool Answers(string text) =>
        Texts.Read(text) switch
        {
            SpecResult.Good good => good.Spec.Groups.Count > 0,
            SpecResult.Faulty faulty => faulty.Faults.Count > 0
                && faulty.Faults.All(fault => fault is { Line: > 0, Column: > 0, Message.Length: > 10 }),
            _ => false,
        };

    private static string Changed(int at, int length, string piece)
    {
        var text = Repository.Read("examples/file-groups.yml");
        var from = Math.Min(at, text.Length);
        return text.Remove(from, Math.Min(length, text.Length - from)).Insert(from, piece);
    }

    private static Gen<string> AnyOf(params string[] texts) =>
        Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static JsonObject ObjectOf((string Key, JsonNode? Value)[] fields)
    {
        var made = new JsonObject();
        foreach (var (key, value) in fields)
        {
            made[key] = value?.DeepClone();
        }

        return made;
    }

    /// <summary>The same values as another program would write them: with the fields in another order, scalars quoted or not.</summary>
    private static string YamlOf(JsonObject spec)
    {
        var text = new StringBuilder();
        Write(text, spec, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } fields:
                foreach (var (key, value) in fields.Reverse())
                {
                    text.Append('\n').Append(' ', indent).Append('"').Append(key).Append("\": ");
                    Write(text, value, indent + 2);
                }

                break;
            case JsonArray { Count: > 0 } items:
                foreach (var item in items)
                {
                    text.Append('\n').Append(' ', indent).Append("- ");
                    Write(text, item, indent + 2);
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var scalar):
                text.Append(ScalarOf(scalar));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static string ScalarOf(string text) =>
        text.Length > 4 && text.All(char.IsAsciiLetter) ? text
        : text.Contains('\n', StringComparison.Ordinal) ? JsonValue.Create(text).ToJsonString()
        : $"'{text.Replace("'", "''")}'";
}
