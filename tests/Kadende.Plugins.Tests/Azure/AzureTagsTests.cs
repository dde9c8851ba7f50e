using CsCheck;
using Kadende.Plugins.Azure;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Tests.Azure;

public sealed class AzureTagsTests
{
    [Fact]
    public void Encode_AnyLabel_IsFoundAgain() =>
        Gen.String.Sample(label => AzureTags.Decode(AzureTags.Encode(label)) == label);

    [Fact]
    public void Encode_AnyLabel_HasNoCharacterThatAzureRefuses() =>
        Gen.String[Gen.Char["abzAZ09._-<>%&\\?/~"], 0, 40]
            .Sample(label => AzureTags.Encode(label).All(c => !"<>%&\\?/".Contains(c)));

    [Fact]
    public void Encode_PlainLabel_StaysReadable() => Assert.Equal("kadende.node", AzureTags.Encode("kadende.node"));

    [Theory]
    [InlineData("azure")]
    [InlineData("Microsoft.x")]
    [InlineData("windows-team")]
    public void Encode_ReservedBeginning_IsAvoided(string label)
    {
        var name = AzureTags.Encode(label);

        Assert.StartsWith("~", name, StringComparison.Ordinal);
        Assert.Equal(label, AzureTags.Decode(name));
    }

    [Fact]
    public void Of_MoreThanAzureTakes_IsRefusedWithTheNumbers()
    {
        var labels = Enumerable.Range(0, 51).ToDictionary(i => $"l{i}", _ => "x", StringComparer.Ordinal);

        var failure = Assert.Throws<RequestRejectedException>(() => AzureTags.Of(labels));

        Assert.Contains("51", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NamesThatDifferInCase_AreRefused()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "a", ["Team"] = "b" };

        Assert.Throws<RequestRejectedException>(() => AzureTags.Of(labels));
    }

    [Fact]
    public void Of_LongValue_IsRefused()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = new string('x', 257) };

        Assert.Throws<RequestRejectedException>(() => AzureTags.Of(labels));
    }
}
