using CsCheck;
using Kadende.Plugins.DigitalOcean;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.DigitalOcean;

public sealed class DropletTagsTests
{
    private static readonly Gen<string> Keys = Gen.String[Gen.Char[" ~"], 1, 63];

    private static readonly Gen<Dictionary<string, string>> Labels = Gen.Dictionary(
        Keys,
        Gen.OneOf(Gen.String[0, 255], Gen.String[Gen.Char[" ~"], 0, 255])
    )[0, 8];

    [Fact]
    public void Encode_AnyLabels_ComeBackExactly() =>
        Labels.Sample(labels => Assert.Equal(Ordered(labels), Ordered(DropletTags.Decode(DropletTags.Encode(labels)))));

    [Fact]
    public void Encode_AnyLabels_AreTagsWhereverTheirCaseIsForgotten() =>
        Labels.Sample(labels =>
            Assert.All(DropletTags.Encode(labels), tag => Assert.Matches("^[a-z0-9:_-]{1,255}$", tag))
        );

    [Fact]
    public void Encode_TwoLabels_NeverShareATag() =>
        Gen.Select(Keys, Keys, Gen.String, Gen.String)
            .Where((one, other, _, _) => one != other)
            .Sample(
                (one, other, first, second) =>
                    Assert.Empty(DropletTags.Encode(one, first).Intersect(DropletTags.Encode(other, second)))
            );

    [Theory]
    [InlineData("web")]
    [InlineData("env:prod")]
    [InlineData("kadende:env:")]
    [InlineData("kadende:EnV:x:y")]
    [InlineData("kadende:a_4:x")]
    [InlineData("kadende:a_61:x")]
    [InlineData("kadende-12345678-0-2:env:x")]
    [InlineData("kadende-12345678-3-2:env:x")]
    [InlineData("kadende-12345678-0-1:env:x")]
    [InlineData("kadende-12345678-a-b:env:x")]
    public void Decode_TagOfSomebodyElse_GivesNoValue(string tag) =>
        Assert.DoesNotContain(DropletTags.Decode([tag]), label => label.Value.Length > 0);

    [Fact]
    public void Decode_HalfOfAnOldValueBesideANewOne_GivesTheNewOne()
    {
        var old = DropletTags.Encode("note", new string('A', 255));
        var next = DropletTags.Encode("note", new string('B', 255));

        var labels = DropletTags.Decode([.. old.Skip(1), .. next]);

        Assert.Equal(new string('B', 255), Assert.Single(labels).Value);
    }

    [Fact]
    public void Encode_LabelTooLongForAnyTag_SaysWhich()
    {
        var failure = Assert.Throws<RequestRejectedException>(() => DropletTags.Encode(new string('K', 100), "x"));

        Assert.Contains("too long", failure.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string>> Ordered(Dictionary<string, string> labels) =>
        labels.OrderBy(label => label.Key, StringComparer.Ordinal);
}
