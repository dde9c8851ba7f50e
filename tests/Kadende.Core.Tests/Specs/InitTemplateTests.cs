using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Specs;

public sealed class InitTemplateTests
{
    private static readonly InitContext Context = new()
    {
        NodeId = "n-1",
        Slot = "0",
        Group = GroupPath.Parse("a/b"),
        GroupSize = 3,
        ClusterId = "c1",
        ClusterName = "shop",
        HeartbeatToken = "knh_abc",
        HeartbeatUrl = "https://kadende.example/api/heartbeat",
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("echo hello } }} {x}", "echo hello } }} {x}")]
    [InlineData("{{ node.id }}", "n-1")]
    [InlineData("{{node.slot}}{{   node.slot\t}}", "00")]
    [InlineData("{{ node.heartbeatToken }}@{{ node.heartbeatUrl }}", "knh_abc@https://kadende.example/api/heartbeat")]
    [InlineData("{{ group.path }}/{{ group.size }}", "a/b/3")]
    [InlineData("{{ cluster.id }}={{ cluster.name }}\n", "c1=shop\n")]
    [InlineData("docker ps --format '{{ \"{{\" }}.Names}}'", "docker ps --format '{{.Names}}'")]
    [InlineData("{{ \"}}\" }}{{ \"{{ node.id }}\" }}", "}}{{ node.id }}")]
    public void Render_Template_FillsInTheValues(string init, string rendered) =>
        Assert.Equal(rendered, InitTemplate.Render(init, Context));

    [Theory]
    [InlineData("{{ node.name }}", "'node.name' is not known in 'init'")]
    [InlineData("{{ }}", "'' is not known in 'init'")]
    [InlineData("{{ Node.Id }}", "'Node.Id' is not known")]
    [InlineData("{{ peers }}", "'peers' is not supported yet in 'init'")]
    [InlineData("{{ peers.first }}", "'peers' is not supported yet in 'init'")]
    [InlineData("{{ node.id", "'{{' is never closed by '}}'")]
    [InlineData("{{ \"{{ }}", "'\"{{' is not known in 'init'")]
    public void Read_BadTemplate_IsAFaultThatTellsTheEscape(string init, string message)
    {
        var fault = Texts.GroupFault($"init: |\n  ok\n  x {init}");

        Assert.Equal(("groups/web/init", 7, 11), (fault.Path, fault.Line, fault.Column));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains("(line 2 of the script, column 3)", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "To keep two braces in the script, write {{ \"{{\" }}.",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.Throws<FormatException>(() => InitTemplate.Render(init, Context));
    }

    [Fact]
    public void Read_SeveralBadNames_AreAllTold() =>
        Assert.Equal(2, Texts.Faults(Texts.Group("init: '{{ a }} {{ node.id }} {{ b }}'")).Count);

    [Fact]
    public void Read_ScriptFullOfBraces_TellsABoundedNumber() =>
        Assert.Equal(
            20,
            Texts.Faults(Texts.Group($"init: '{string.Concat(Enumerable.Repeat("{{a}}", 30_000))}'")).Count
        );
}
