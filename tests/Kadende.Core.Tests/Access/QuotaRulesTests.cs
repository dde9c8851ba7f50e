using CsCheck;
using Kadende.Core.Access;
using Kadende.Core.Planning;
using Kadende.Core.Tests.Planning;
using Xunit;

namespace Kadende.Core.Tests.Access;

public sealed class QuotaRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 5, 5, null)]
    [InlineData(0, 5, 6, "would make 6")]
    [InlineData(9, 5, 5, null)]
    [InlineData(9, 5, 3, null)]
    public void Refusal_OfNodes_IsOnlyForMoreThanBefore(int before, int quota, int after, string? words)
    {
        var refusal = QuotaRules.Refusal(
            "blue",
            new TeamQuotas { Nodes = quota },
            QuotaUse.None,
            new QuotaUse(1, 1, before),
            new QuotaUse(1, 1, after)
        );

        Assert.Equal(words is null, refusal is null);
        Assert.Contains(words ?? "", refusal ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_OfAnHour_IsNeverExceededInAnyHour() =>
        Gen.Select(Gen.Int[1, 100], Gen.Select(Gen.Int[0, 3600], Gen.Int[0, 50]).List[1, 30])
            .Sample(
                (perHour, asks) =>
                {
                    CreateBudget? budget = null;
                    var (now, begun) = (Now, 0);
                    foreach (var (wait, wanted) in asks)
                    {
                        now += TimeSpan.FromSeconds(wait);
                        (var granted, budget) = CreateBudget.Take(budget, perHour, wanted, now);
                        begun += granted;
                    }

                    // A full bucket at the start, and what came since.
                    return begun <= perHour + (perHour * (now - Now).TotalHours) + 1e-6;
                }
            );

    [Fact]
    public void Budget_AfterARest_IsFullAgain()
    {
        var (first, spent) = CreateBudget.Take(null, 10, 99, Now);
        var (none, later) = CreateBudget.Take(spent, 10, 1, Now);
        var (half, _) = CreateBudget.Take(later, 10, 99, Now.AddMinutes(30));

        Assert.Equal((10, 0, 5), (first, none, half));
    }

    [Fact]
    public void Plan_BeyondTheQuota_BeginsWhatItMayAndSaysWhy()
    {
        var world = new World("size: 5")
        {
            Limits = new() { MaxBegun = 2, BegunNote = "The quota is 2." },
        };

        var plan = world.Look();

        Assert.Equal(2, plan.Begun);
        Assert.Equal("The quota is 2.", Assert.Single(plan.Conditions, one => one.Type == "QuotaReached").Message);
        Assert.Equal(world.Now + world.Limits.QuotaLook, plan.WaitsUntil);
    }

    [Fact]
    public void Plan_ReplacementThatTheQuotaForbids_RemovesNothing()
    {
        var world = new World(
            """
            size: 4
            health: { interval: 1s, grace: 1m, unhealthyAfter: 2, checks: [{ type: http, port: 80 }] }
            repair: { order: terminateFirst, maxInFlight: 1, breaker: 50% }
            """
        )
        {
            Check = _ => new HealthLook.Good(),
        };
        world.Looks(2);
        var ill = world.Slots[2].Nodes.Single().Id;
        world.Check = node => node.Id == ill ? new HealthLook.Bad("503") : new HealthLook.Good();
        world.Limits = new() { MaxBegun = 0, BegunNote = "The quota is 0." };

        world.Looks(6);

        Assert.Equal(ill, world.Slots[2].Nodes.Single().Id);
        Assert.Equal(4, world.Machines.Count);
        Assert.Contains(world.Status!.Conditions, one => one.Type == "QuotaReached");
    }
}
