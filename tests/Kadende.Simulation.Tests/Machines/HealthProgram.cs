using Kadende.Sdk.Health;
using Kadende.Simulation.Tests.Running;

namespace Kadende.Simulation.Tests.Machines;

/// <summary>How well each machine really is, and what it has answered so far.</summary>
internal sealed class HealthProgram(VirtualTime time)
{
    private readonly Dictionary<string, Illness> _ill = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _bad = new(StringComparer.Ordinal);

    /// <summary>Until then no machine can be asked: the way to them is cut.</summary>
    public DateTimeOffset BlindUntil { get; set; }

    public void FallIll(string instanceId, Illness illness) => _ill[instanceId] = illness;

    /// <summary>All are well from now on.</summary>
    public void Heal()
    {
        _ill.Clear();
        BlindUntil = DateTimeOffset.MinValue;
    }

    /// <summary>How many bad answers the machine ever gave. Which of them a process has heard of is for the process to know.</summary>
    public int BadAnswers(string instanceId) => _bad.GetValueOrDefault(instanceId);

    public HealthReading Read(string instanceId)
    {
        var reading = Answer(instanceId);
        if (reading is HealthReading.Unhealthy)
        {
            _bad[instanceId] = BadAnswers(instanceId) + 1;
        }

        return reading;
    }

    private HealthReading Answer(string instanceId)
    {
        if (time.Now < BlindUntil)
        {
            return new HealthReading.Unknown("The way to the machines is cut.");
        }

        if (!_ill.TryGetValue(instanceId, out var illness) || time.Now >= illness.Until)
        {
            return new HealthReading.Healthy();
        }

        return illness.Kind switch
        {
            IllnessKind.Sick => new HealthReading.Unhealthy("It is sick."),
            IllnessKind.Flapping when time.Now.UtcTicks / illness.Period.Ticks % 2 == 0 => new HealthReading.Unhealthy(
                "It flaps."
            ),
            IllnessKind.Flapping => new HealthReading.Healthy(),
            IllnessKind.Silent => new HealthReading.Unknown("It says nothing that could be understood."),
            IllnessKind.Crashing => throw new InvalidOperationException("The check itself is broken."),
            _ => throw new InvalidOperationException("An illness of a kind that does not exist."),
        };
    }
}

internal enum IllnessKind
{
    Sick,
    Flapping,
    Silent,
    Crashing,
}

/// <param name="Period">How long a flapping machine stays the same.</param>
internal sealed record Illness(IllnessKind Kind, DateTimeOffset Until, TimeSpan Period);
