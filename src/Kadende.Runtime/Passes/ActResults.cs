using Kadende.Core.Clusters;
using Kadende.Sdk.Failures;

namespace Kadende.Runtime.Passes;

/// <summary>What came of the acts of one look; filled from several threads.</summary>
internal sealed class ActResults
{
    private int _worked;
    private int _left;
    private ProviderException? _removalFailure;
    private ProviderException? _labelFailure;

    /// <summary>
    /// At least one machine was made or is being removed, or acts were left to another look: that may find more to do at once.
    /// </summary>
    public bool IsMoreToDo => _worked + _left > 0;

    public void Count(bool worked)
    {
        if (worked)
        {
            Interlocked.Increment(ref _worked);
        }
    }

    /// <summary>There was no time to begin these.</summary>
    public void Left(int acts) => Interlocked.Add(ref _left, acts);

    public void RemovalFailed(ProviderException? failure) => _removalFailure = failure ?? _removalFailure;

    public void LabelFailed(ProviderException failure) => _labelFailure = failure;

    public IEnumerable<Condition> Conditions(DateTimeOffset now)
    {
        if (_removalFailure is not null)
        {
            yield return new Condition("RemovalFails", now, _removalFailure.Message);
        }

        if (_labelFailure is not null)
        {
            yield return new Condition("LabelsNotSet", now, _labelFailure.Message);
        }
    }
}
