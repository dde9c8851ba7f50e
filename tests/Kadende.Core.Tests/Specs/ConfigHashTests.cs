using Xunit;

namespace Kadende.Core.Tests.Specs;

public sealed class ConfigHashTests
{
    private const string Written =
        "resourceProperties: { b: 1, a: [x, { d: true, c: 0.5 }] }\ninit: echo {{ node.id }}";

    /// <summary>A change of this value would make every machine of every installation outdated.</summary>
    [Fact]
    public void Of_KnownGroup_IsTheKnownHash() =>
        Assert.Equal("63bc277c71116f2ad3dee94500f601eb", Texts.GoodGroup(Written).ConfigHash);

    /// <summary>The name counts as it is written: neither whose it is nor its value are part of what a machine is made from.</summary>
    [Fact]
    public void Of_GroupThatNamesASecret_IsTheKnownHash() =>
        Assert.Equal(
            "bc7370d9cee5d0e9cc192c3c10be9d85",
            Texts.GoodGroup("resourceProperties: { token: '${secret:db}' }").ConfigHash
        );

    [Theory]
    [InlineData("resourceProperties:\n  a: [\"x\", { c: .5, d: True }] # note\n  b: 0x1\ninit: 'echo {{ node.id }}'")]
    [InlineData(Written + "\nlabels: { a: b }")]
    [InlineData(Written + "\nhealth: { grace: 1s }\nrepair: { retries: 9 }\nupdate: { maxSurge: 2 }\npaused: true")]
    public void Of_SameMachineWrittenOtherwise_IsTheSame(string fields) =>
        Assert.Equal(Texts.GoodGroup(Written).ConfigHash, Texts.GoodGroup(fields).ConfigHash);

    [Theory]
    [InlineData("resourceProperties: { b: 2, a: [x, { d: true, c: 0.5 }] }\ninit: echo {{ node.id }}")]
    [InlineData("resourceProperties: { b: '1', a: [x, { d: true, c: 0.5 }] }\ninit: echo {{ node.id }}")]
    [InlineData("resourceProperties: { b: 1, a: [{ d: true, c: 0.5 }, x] }\ninit: echo {{ node.id }}")]
    [InlineData("resourceProperties: { b: 1, a: [x, { d: true, c: 0.5 }] }\ninit: echo {{ node.slot }}")]
    [InlineData("resourceProperties: { b: 1, a: [x, { d: true, c: 0.5 }] }")]
    public void Of_OtherMachine_IsAnother(string fields) =>
        Assert.NotEqual(Texts.GoodGroup(Written).ConfigHash, Texts.GoodGroup(fields).ConfigHash);

    [Theory]
    [InlineData("{ name: file2 }")]
    [InlineData("{ name: file, version: '1' }")]
    [InlineData("{ name: file, url: 'https://example.org/p' }")]
    public void Of_OtherPlugin_IsAnother(string plugin) =>
        Assert.NotEqual(
            Texts.GoodGroup().ConfigHash,
            Texts.Good(Texts.Group().Replace("{ name: file }", plugin)).Groups[0].ConfigHash
        );

    [Fact]
    public void Of_OtherSize_IsTheSame() =>
        Assert.Equal(
            Texts.GoodGroup().ConfigHash,
            Texts.Good(Texts.GroupWithoutSize("logicalIds: [a, b]")).Groups[0].ConfigHash
        );
}
