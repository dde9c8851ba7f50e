using Microsoft.DurableTask;

namespace Kadende.Functions.Tests.Replay;

/// <summary>What Durable keeps of an orchestration between replays.</summary>
internal sealed class DurableHistory
{
    /// <summary>What the orchestrator asked for, in order; the index is the id.</summary>
    public List<Asked> Actions { get; } = [];

    /// <summary>What happened, in order.</summary>
    public List<Happened> Happenings { get; } = [];

    /// <summary>An activity or a timer. Two replays must ask for the same.</summary>
    /// <param name="Name">The activity's name; <c>timer</c> for a timer.</param>
    /// <param name="Input">JSON; for a timer the time that it fires at.</param>
    public sealed record Asked(string Name, string Input)
    {
        public const string Timer = "timer";

        /// <summary>How an activity is retried; not a part of what is compared.</summary>
        public required TaskOptions? Options { get; init; }

        public bool Equals(Asked? other) => other is not null && other.Name == Name && other.Input == Input;

        public override int GetHashCode() => HashCode.Combine(Name, Input);
    }

    /// <summary>One line of the history, at the time that the orchestrator sees from then on.</summary>
    public abstract record Happened(DateTimeOffset At)
    {
        public sealed record Completed(DateTimeOffset At, int Action, string Result) : Happened(At);

        public sealed record Failed(DateTimeOffset At, int Action, string Message) : Happened(At);

        public sealed record Fired(DateTimeOffset At, int Action) : Happened(At);

        public sealed record Raised(DateTimeOffset At, string Event, string Payload) : Happened(At);
    }
}
