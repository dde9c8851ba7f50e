using CsCheck;
using Kadende.Plugins.GoogleCompute;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.GoogleCompute;

public sealed class GoogleLabelsTests
{
    private static readonly Gen<Dictionary<string, string>> Labels = Gen.Dictionary(
        Gen.OneOf(Gen.String[Gen.Char[" ~"], 1, 63], Gen.String[Gen.Char["az"], 1, 20]),
        Gen.OneOf(Gen.String[0, 255], Gen.String[Gen.Char["09"], 0, 63])
    )[0, 12];

    [Fact]
    public void Split_AnyLabels_ComeBackExactly() =>
        Labels.Sample(labels =>
        {
            var (fitting, others) = GoogleLabels.Split(labels);
            var read = GoogleLabels.Read(GoogleLabels.Write(others));

            // Half of a pair of characters is no text that JSON can hold.
            Assert.Equal(
                Ordered(labels.Where(label => IsText(label.Key) && IsText(label.Value))),
                Ordered(GoogleLabels.Join(fitting, read).Where(label => IsText(labels[label.Key])))
            );
        });

    [Fact]
    public void Split_AnyLabels_FollowTheRulesOfGoogle() =>
        Labels.Sample(labels =>
            Assert.All(
                GoogleLabels.Split(labels).Short,
                label =>
                {
                    Assert.Matches("^[a-z][a-z0-9_-]{0,62}$", label.Key);
                    Assert.Matches("^[a-z0-9_-]{0,63}$", label.Value);
                }
            )
        );

    [Fact]
    public void Split_TooMany_IsRejected()
    {
        var labels = Enumerable.Range(0, 65).ToDictionary(i => $"label{i}", _ => "x");

        Assert.Throws<RequestRejectedException>(() => GoogleLabels.Split(labels));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{ "a": 1 }""")]
    public void Read_ItemOfSomebodyElse_IsNothing(string item) => Assert.Empty(GoogleLabels.Read(item));

    [Theory]
    [InlineData("n-1-abc")]
    [InlineData("1-begins-with-a-digit")]
    [InlineData("ends-with-")]
    [InlineData("-")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-123456789-123")]
    public void InstanceOf_AnyToken_IsAName(string token)
    {
        var name = GoogleNames.InstanceOf(token);

        Assert.True(GoogleNames.IsName(name));
        Assert.Equal(name, GoogleNames.InstanceOf(token));
        Assert.NotEqual(name, GoogleNames.InstanceOf(token + "x"));
    }

    [Fact]
    public void RequestOf_Token_IsAlwaysTheSameUuid()
    {
        var one = GoogleNames.RequestOf("n-1");

        Assert.Equal(8, Guid.Parse(one).Version);
        Assert.Equal(one, GoogleNames.RequestOf("n-1"));
        Assert.NotEqual(one, GoogleNames.RequestOf("n-2"));
    }

    private static bool IsText(string text) => text.All(character => !char.IsSurrogate(character));

    private static IEnumerable<KeyValuePair<string, string>> Ordered(
        IEnumerable<KeyValuePair<string, string>> labels
    ) => labels.OrderBy(label => label.Key, StringComparer.Ordinal);
}
