using System.Collections.Concurrent;
using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Tests.Passes;
using Kadende.Sdk.Health;
using Xunit;

namespace Kadende.Runtime.Tests.Flavours;

/// <summary>What flavours that judge add to what the checks say.</summary>
public sealed class FlavourHealthTests : IDisposable
{
    private static readonly HealthReading Well = new HealthReading.Healthy();

    private readonly ProbedGroup _group = new();
    private readonly ConcurrentQueue<string> _asked = new();

    public void Dispose() => _group.Dispose();

    [Fact]
    public async Task Look_NoChecksAndNoWordOfTheFlavour_IsAsTheProviderSays() =>
        Assert.Equal(new HealthLook.Good(), (await LookAsync(Nothing, checks: "")).GetValueOrDefault("n-1"));

    [Fact]
    public async Task Look_ChecksGaveNoAnswerAndTheFlavourHasNone_NothingIsSaid() =>
        Assert.Empty(await LookAsync(Nothing, node: OnStandby));

    [Fact]
    public async Task Look_ChecksGaveNoAnswerAndTheFlavourIsContent_NothingIsSaid() =>
        Assert.Empty(await LookAsync(Well, node: OnStandby));

    [Fact]
    public async Task Look_FlavourIsContent_TheChecksDecide()
    {
        _group.Check.Answer = _ => Task.FromResult<HealthReading>(new HealthReading.Unhealthy("no answer"));

        Assert.Equal(new HealthLook.Bad("no answer", "scripted"), (await LookAsync(Well))["n-1"]);
    }

    [Fact]
    public async Task Look_FlavourSaysIll_IsBelievedWhateverTheChecksSay() =>
        Assert.Equal(
            new HealthLook.Bad("not ready", "scripted"),
            (await LookAsync(new HealthReading.Unhealthy("not ready")))["n-1"]
        );

    [Fact]
    public async Task Look_FlavourDoesNotKnow_NeitherDoesTheLook() =>
        Assert.Equal(
            new HealthLook.Unclear("no way to ask", "scripted"),
            (await LookAsync(new HealthReading.Unknown("no way to ask")))["n-1"]
        );

    [Fact]
    public async Task Look_FlavoursAreSlow_WhoIsNotAskedInTimeIsLeftOut()
    {
        var looks = await LookAsync(
            () =>
            {
                _group.Clock.Advance(FlavourHealth.Patience + TimeSpan.FromSeconds(1));
                return Task.FromResult<HealthReading?>(Well);
            },
            nodes: 3
        );

        Assert.Equal(_asked, looks.Keys);
        Assert.Single(looks);
    }

    [Fact]
    public async Task Look_FlavourDoesNotAnswer_TheLookGoesOnWithoutIt()
    {
        var reached = new TaskCompletionSource();
        var never = new TaskCompletionSource<HealthReading?>();
        var looking = LookAsync(() =>
        {
            reached.SetResult();
            return never.Task;
        });
        await reached.Task;

        _group.Clock.Advance(FlavourHealth.LongestLook);

        Assert.Empty(await looking);
    }

    private static HealthReading? Nothing => null;

    private Node OnStandby =>
        Up("n-1") with
        {
            Hold = new NodeHold(
                HoldKind.Standby,
                "ann",
                null,
                _group.Clock.GetUtcNow(),
                _group.Clock.GetUtcNow().AddHours(1)
            ),
        };

    private Node Up(string id) => _group.Node(id) with { InstanceId = $"i-{id}" };

    private Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        HealthReading? reading,
        string checks = "scripted",
        Node? node = null
    ) => LookAsync(() => Task.FromResult(reading), checks, node);

    private Task<IReadOnlyDictionary<string, HealthLook>> LookAsync(
        Func<Task<HealthReading?>> check,
        string checks = "scripted",
        Node? node = null,
        int nodes = 1
    )
    {
        var flavour = new ScriptedFlavour(
            (_, _) => throw new InvalidOperationException(),
            check: (call, _) =>
            {
                _asked.Enqueue(call.Node.Id);
                return check();
            }
        );
        var ids = Enumerable.Range(1, nodes).Select(number => $"n-{number}").ToList();
        return _group.LookAsync(
            node is null ? [.. ids.Select(Up)] : [node],
            [.. ids.Select(id => ProbedGroup.Machine(id))],
            source => Judged(source, flavour),
            checks,
            parallelism: 1
        );
    }

    private static GroupSource Judged(GroupSource source, ScriptedFlavour flavour) =>
        source with
        {
            Spec = source.Spec with
            {
                Flavours =
                [
                    source.Spec.Flavours[0] with
                    {
                        Plugin = source.Spec.Flavours[0].Plugin with { Name = ScriptedFlavour.Name },
                    },
                ],
            },
            Flavours = [flavour],
            Facts = source.Facts with { Judges = true },
        };
}
