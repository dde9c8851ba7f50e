using CsCheck;
using Kadende.Core.Clusters;
using Kadende.Sdk.Failures;
using Xunit;

namespace Kadende.Core.Tests.Planning;

/// <summary>Whatever happened before: once it stops, the group converges, no machine is left over, and a new look changes nothing.</summary>
public sealed class ConvergenceProperties
{
    private static readonly Gen<int[]> Histories = Gen.Int[0, 9].Array[0, 60];

    [Fact]
    public void Look_AnyHistory_ConvergesWithoutALeak() =>
        Gen.Select(Histories, Gen.Int[0, 6], Gen.Bool, Gen.Bool)
            .Sample((history, size, idempotent, lagging) => Converges(history, size, idempotent, lagging), iter: 500);

    private static bool Converges(int[] history, int size, bool idempotent, bool lagging)
    {
        var world = new World($"size: {size}")
        {
            IdempotentCreate = idempotent,
            ListDelay = lagging ? TimeSpan.FromSeconds(20) : TimeSpan.Zero,
        };
        foreach (var happening in history)
        {
            Happen(world, happening);
            world.Now += TimeSpan.FromSeconds(7);
        }

        Quiet(world);
        world.Looks(100, TimeSpan.FromMinutes(1));
        return world.Status!.State == ConvergenceState.Converged
            && world.Machines.Count == world.Wanted!.Slots.Count
            && world.Nodes.All(node => world.Machines.ContainsKey(node.InstanceId!))
            && world.Look() is { Acts.Count: 0, Changes.Count: 0 };
    }

    private static void Happen(World world, int what)
    {
        switch (what)
        {
            case 0:
                world.LookAndDie();
                break;
            case 1:
                world.AnswerIsLost = _ => true;
                break;
            case 2:
                world.CreateFails = _ => new QuotaExceededException("Quota.");
                break;
            case 3:
                world.Down = "No answer.";
                break;
            case 4:
                world.Change($"size: {(world.Wanted!.Slots.Count + 3) % 7}");
                break;
            case 5:
                world.Change($"size: {world.Wanted!.Slots.Count}\ninit: '{world.Now:O}'");
                break;
            case 6:
                world.Machines.Remove(world.Machines.Keys.FirstOrDefault(""));
                break;
            case 7:
                world.StopOne();
                break;
            case 8:
                world.AddMachine(world.Nodes.FirstOrDefault()?.Id);
                break;
            default:
                Quiet(world);
                world.Look();
                break;
        }
    }

    private static void Quiet(World world)
    {
        world.Down = null;
        world.AnswerIsLost = _ => false;
        world.CreateFails = _ => null;
    }
}
