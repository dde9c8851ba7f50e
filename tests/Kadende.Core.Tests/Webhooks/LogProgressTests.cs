using CsCheck;
using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Xunit;

namespace Kadende.Core.Tests.Webhooks;

public sealed class LogProgressTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A page: when it was written, how much later it came to light, how many events it has.</summary>
    private static readonly Gen<Page> Pages = Gen.Select(
        Gen.Int[0, 600],
        Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, (int)LogProgress.Lateness.TotalSeconds])),
        Gen.Int[1, 4],
        (at, late, count) => new Page(Start.AddSeconds(at), Start.AddSeconds(at + late), count)
    );

    /// <summary>A look: how long after the one before, whether only behind the last event, and how many events it takes at most.</summary>
    private static readonly Gen<Look> Looks = Gen.Select(
        Gen.Int[1, 90],
        Gen.Bool,
        Gen.Frequency((2, Gen.Const(int.MaxValue)), (1, Gen.Int[0, 5])),
        (after, isQuick, most) => new Look(after, isQuick, most)
    );

    [Fact]
    public void With_AnyLogAndAnyLooks_TellsEachEventOnce() =>
        Gen.Select(Pages.Array[0, 30], Looks.Array[0, 40])
            .Sample(
                (pages, looks) =>
                {
                    var world = new World(pages);
                    Array.ForEach(looks, world.Look);
                    world.LookToTheEnd();
                    return world.Told.Order(StringComparer.Ordinal).SequenceEqual(world.All)
                        && world.Progress.Told.Count == 0;
                },
                iter: 3000
            );

    [Fact]
    public void With_ALogWithoutLatecomers_TellsInOrder() =>
        Gen.Select(Pages.Array[0, 30], Looks.Array[0, 40])
            .Sample(
                (pages, looks) =>
                {
                    var world = new World([.. pages.Select(page => page with { SeenAt = page.At })]);
                    Array.ForEach(looks, world.Look);
                    world.LookToTheEnd();
                    return world.Told.SequenceEqual(world.All);
                },
                iter: 1000
            );

    [Fact]
    public void IsNew_BeforeItsBeginning_IsNot()
    {
        var progress = new LogProgress { Settled = Start };

        Assert.False(progress.IsNew(Event("p-1-0000", Start.AddSeconds(-1))));
        Assert.True(progress.IsNew(Event("p-1-0000", Start)));
    }

    [Fact]
    public void IsNew_NextOnTheSamePage_Is()
    {
        var progress = new LogProgress { Settled = Start }.With(Event("p-1-0003", Start));

        Assert.False(progress.IsNew(Event("p-1-0003", Start)));
        Assert.True(progress.IsNew(Event("p-1-0004", Start)));
    }

    private static StoredEvent Event(string id, DateTimeOffset at) =>
        new(
            id,
            at,
            "c1",
            new ClusterEvent
            {
                Kind = EventKind.NodeRunning,
                Reason = "Up",
                Message = "It is up.",
            }
        );

    private sealed record Page(DateTimeOffset At, DateTimeOffset SeenAt, int Count);

    private sealed record Look(int After, bool IsQuick, int Most);

    /// <summary>A log that grows, and a reader who tells it as a host does.</summary>
    private sealed class World
    {
        private readonly IReadOnlyList<(StoredEvent Event, DateTimeOffset SeenAt)> _log;
        private DateTimeOffset _now = Start;

        public World(IReadOnlyList<Page> pages) =>
            _log = [
                .. pages
                    .SelectMany(
                        (page, index) =>
                            Enumerable
                                .Range(0, page.Count)
                                .Select(number =>
                                    (Event($"{page.At.UtcTicks:D19}-{index:D4}-{number:D4}", page.At), page.SeenAt)
                                )
                    )
                    .OrderBy(entry => entry.Item1.Id, StringComparer.Ordinal),
            ];

        public LogProgress Progress { get; private set; } = new() { Settled = Start };

        public List<string> Told { get; } = [];

        public IEnumerable<string> All => _log.Select(entry => entry.Event.Id);

        public void LookToTheEnd()
        {
            _now = _now.AddSeconds(2000);
            Look(new Look(0, IsQuick: false, int.MaxValue));
            Look(new Look(300, IsQuick: false, int.MaxValue));
        }

        public void Look(Look look)
        {
            _now = _now.AddSeconds(look.After);
            var isQuick = look.IsQuick && Progress.Through is not null;
            var through = Progress.Through;
            var seen = _log.Where(entry => entry.SeenAt <= _now)
                .Select(entry => entry.Event)
                .Where(stored =>
                    isQuick ? string.CompareOrdinal(stored.Id, through) > 0 : stored.At >= Progress.Settled
                );
            var (left, readTo, isEnd) = (look.Most, DateTimeOffset.MinValue, true);
            foreach (var stored in seen.ToList())
            {
                if (Progress.IsNew(stored))
                {
                    if (!LogProgress.IsRipe(stored, _now) || left-- <= 0)
                    {
                        isEnd = false;
                        break;
                    }

                    Told.Add(stored.Id);
                    Progress = Progress.With(stored);
                }

                readTo = stored.At;
            }

            Progress = isQuick ? Progress : Progress.SettledTo(isEnd ? _now : readTo, _now);
        }
    }
}
