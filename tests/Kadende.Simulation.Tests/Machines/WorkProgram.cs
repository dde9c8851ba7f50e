using Kadende.Sdk.Flavours;
using Kadende.Simulation.Tests.Running;
using Kadende.Simulation.Tests.Scenarios;

namespace Kadende.Simulation.Tests.Machines;

/// <summary>The work on the machines: how long each takes to take it up and to let go of it, and which have.</summary>
internal sealed class WorkProgram(VirtualTime time, Random chance)
{
    private readonly Dictionary<string, DateTimeOffset> _readyAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _freeAt = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _free = new(StringComparer.Ordinal);
    private int _failures;

    /// <summary>Some of the next machines cannot be configured.</summary>
    public void FailNext(int count) => _failures = count;

    /// <summary>All that are begun from now on can be.</summary>
    public void Heal() => _failures = 0;

    /// <summary>It said that it could not be configured.</summary>
    public bool HasFailed(string instanceId) => _failed.Contains(instanceId);

    /// <summary>It said that it has let go of its work, or cannot.</summary>
    public bool HasLetGo(string instanceId) => _free.Contains(instanceId);

    public FlavourAnswer Configure(string instanceId)
    {
        if (!_readyAt.TryGetValue(instanceId, out var readyAt))
        {
            _readyAt[instanceId] = time.Now + chance.Seconds(0, 10);
            if (_failures > 0)
            {
                _failures--;
                _failed.Add(instanceId);
            }

            return new FlavourAnswer.Working("takes its work up");
        }

        return time.Now < readyAt ? new FlavourAnswer.Working("takes its work up")
            : _failed.Contains(instanceId) ? new FlavourAnswer.Failed("It cannot take its work up.")
            : new FlavourAnswer.Done();
    }

    public FlavourAnswer LetGo(string instanceId)
    {
        if (!_freeAt.TryGetValue(instanceId, out var freeAt))
        {
            freeAt = time.Now + chance.Seconds(0, 200);
            _freeAt[instanceId] = freeAt;
        }

        if (time.Now < freeAt)
        {
            return new FlavourAnswer.Working("lets go of its work");
        }

        _free.Add(instanceId);
        return freeAt.Second % 10 == 0 ? new FlavourAnswer.Failed("Its work does not end.") : new FlavourAnswer.Done();
    }
}
