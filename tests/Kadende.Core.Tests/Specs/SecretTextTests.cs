using System.Text.Json;
using CsCheck;
using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Specs;

public sealed class SecretTextTests
{
    [Fact]
    public void Find_NamesAnywhere_AreFoundWithTheirPlaces()
    {
        var uses = SecretText.Find(
            Json("""{ "a": "${secret:x}", "b": [{ "c": "1${secret:y}2${secret:z}" }], "d": 5, "e": "$${secret:no}" }""")
        );

        Assert.Equal([new("a", "x"), new("b/0/c", "y"), new("b/0/c", "z")], uses);
    }

    [Fact]
    public void Fill_Names_BecomeTheirValues()
    {
        var filled = SecretText.Fill(
            Json("""{ "a": "u:${secret:x}@h", "b": ["$${secret:x}", "${other:x}", "$x", 1.50, true, null] }"""),
            name => $"<{name}>"
        );

        Assert.Equal(
            """{"a":"u:<x>@h","b":["${secret:x}","${other:x}","$x",1.50,true,null]}""",
            filled.GetRawText().Replace("\\u003C", "<").Replace("\\u003E", ">")
        );
    }

    [Theory]
    [InlineData("db", true)]
    [InlineData("team.db-password_2", true)]
    [InlineData("", false)]
    [InlineData("../etc", false)]
    [InlineData(".hidden", false)]
    [InlineData("a b", false)]
    public void IsName_Text_IsOneOrNot(string name, bool isName) => Assert.Equal(isName, SecretText.IsName(name));

    [Fact]
    public void Hide_Values_StandAsTheirNames() =>
        Assert.Equal(
            "login ${secret:long} failed: ${secret:short}",
            SecretText.Hide(
                "login abc123 failed: abc",
                new Dictionary<string, string>
                {
                    ["short"] = "abc",
                    ["long"] = "abc123",
                    ["none"] = "",
                }
            )
        );

    /// <summary>Whatever a value is, a text that held it does not tell it any more.</summary>
    [Fact]
    public void Hide_AnyValue_IsNotToldAnyMore() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 8, 40], Gen.String, Gen.String)
            .Sample(
                (value, before, after) =>
                    Assert.DoesNotContain(
                        value,
                        SecretText.Hide(before + value + after, new Dictionary<string, string> { ["x"] = value }),
                        StringComparison.Ordinal
                    )
            );

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
