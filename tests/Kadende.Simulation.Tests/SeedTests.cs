using Kadende.Simulation.Tests.Mutants;
using Xunit;

namespace Kadende.Simulation.Tests;

public sealed class SeedTests
{
    [Fact]
    public void Run_ManySeeds_EveryPromiseHolds()
    {
        var found = SeedRun.FindAll(SeedRun.First, SeedRun.Count, Mutant.None);

        TestContext.Current.TestOutputHelper?.WriteLine(SeedRun.Replayed());
        Assert.True(found.Count == 0, SeedRun.Report(found));
    }

    [Fact]
    public void Run_SameSeedTwice_TellsTheSame()
    {
        var first = SeedRun.OnOwnThread(() => Simulation.Run(7, Mutant.None, keepsJournal: true));
        var second = SeedRun.OnOwnThread(() => Simulation.Run(7, Mutant.None, keepsJournal: true));

        Assert.NotEmpty(first.Journal);
        Assert.Equal(first.Journal, second.Journal);
        Assert.Equal(first.Steps, second.Steps);
    }
}
