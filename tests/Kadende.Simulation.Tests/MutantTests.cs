using Kadende.Simulation.Tests.Mutants;
using Xunit;

namespace Kadende.Simulation.Tests;

/// <summary>Shows that the simulation finds mistakes: a product with one in it does not get far.</summary>
public sealed class MutantTests
{
    private const int MostSeeds = 1500;

    public static TheoryData<string> Names => [.. MutantList.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_ProductWithAMistake_IsCaught(string mistake)
    {
        var found = SeedRun.FindOne(MostSeeds, MutantList.All[mistake]);

        Assert.True(found is not null, $"{MostSeeds} seeds did not find that {mistake}.");
        TestContext.Current.TestOutputHelper?.WriteLine(found.Told);
    }
}
