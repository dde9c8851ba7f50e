using Kadende.Plugins.Processes;

namespace Kadende.Plugins.Tests.Processes;

public sealed class ProcessStatTests
{
    [Fact]
    public void TryParse_NameWithSpacesAndParentheses_ReadsTheFieldsBehindIt()
    {
        var stat = ProcessStat.TryParse("42 (a) (b c) Z 1 42 7 0 -1 4 1 0 0 0 0 0 0 0 20 0 1 0 987654 0 0");

        Assert.Equal(new ProcessStat(42, 'Z', 7, 987654), stat);
        Assert.True(stat?.IsDead);
    }

    [Theory]
    [InlineData("")]
    [InlineData("closed")]
    [InlineData("42 (sh) S 1 2 3")]
    [InlineData("x (sh) S 1 42 7 0 -1 4 1 0 0 0 0 0 0 0 20 0 1 0 987654 0 0")]
    public void TryParse_SomethingElse_IsNothing(string text) => Assert.Null(ProcessStat.TryParse(text));

    [Fact]
    public void Read_OurselvesAndNobody_TellsThemApart()
    {
        Assert.Equal(Environment.ProcessId, ProcessStat.Read(Environment.ProcessId)?.Pid);
        Assert.Null(ProcessStat.Read(int.MaxValue));
    }

    [Fact]
    public void IsAlive_OtherBootOrStartTime_IsFalse()
    {
        var stat = ProcessStat.Read(Environment.ProcessId)!.Value;
        var us = new ProcessIdentity(stat.Pid, stat.StartTime, ProcessIdentity.CurrentBootId());

        Assert.True(us.IsAlive());
        Assert.False((us with { StartTime = us.StartTime + 1 }).IsAlive());
        Assert.False((us with { BootId = "another" }).IsAlive());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void SendToGroup_GroupThatMeansMore_IsRefused(int group) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Signals.SendToGroup(group, Signals.Terminate));
}
