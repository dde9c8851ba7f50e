using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Simulated;

/// <summary>A machine of a simulated cloud. What it is depends on the time of the question; its cloud's lock guards it.</summary>
/// <param name="number">Grows with every machine of the cloud.</param>
internal sealed class SimulatedMachine(Instance made, string token, string zone, long number, DateTimeOffset bootedAt)
{
    private readonly DateTimeOffset _createdAt = made.CreatedAt ?? DateTimeOffset.MinValue;
    private DateTimeOffset? _removedAt;

    public string Token { get; } = token;

    public string Zone { get; } = zone;

    public long Number { get; } = number;

    /// <summary>From when on it is gone for good; null while nobody has removed it.</summary>
    public DateTimeOffset? GoneFrom { get; private set; }

    /// <summary>What somebody made of it; null while it lives its normal life.</summary>
    public InstanceState? Forced { get; set; }

    /// <summary>What it shows on its console; null: nothing.</summary>
    public string? Console { get; set; }

    /// <summary>As it was last shown.</summary>
    public Instance Shown { get; private set; } = made;

    public bool ExistsAt(DateTimeOffset moment) => _createdAt <= moment && !(GoneFrom <= moment);

    public void Remove(DateTimeOffset now, TimeSpan deleteTime)
    {
        _removedAt ??= now;
        GoneFrom ??= now + deleteTime;
    }

    public void Relabel(IReadOnlyDictionary<string, string> labels) => Shown = Shown with { Labels = labels };

    public Instance At(DateTimeOffset moment)
    {
        var state = StateAt(moment);
        if (Shown.State != state)
        {
            Shown = Shown with { State = state };
        }

        return Shown;
    }

    private InstanceState StateAt(DateTimeOffset moment)
    {
        if (_removedAt <= moment)
        {
            return InstanceState.Terminating;
        }

        return Forced ?? (moment < bootedAt ? InstanceState.Starting : InstanceState.Running);
    }
}
