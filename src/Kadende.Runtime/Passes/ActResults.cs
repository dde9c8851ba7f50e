using Kadende.Core.Clusters;
using Kadende.Sdk.Failures;

namespace Kadende.Runtime.Passes;

/// <summary>What came of the acts of one look; filled from several threads.</summary>
internal sealed class ActResults
{
    private int _worked;
    private ProviderException? _removalFailure;
    private ProviderException? _labelFailure;

    /// <summary>At least one machine was made or is being removed, so that another look may find more to do at once.</summary>
    public bool AnyWorked => _worked > 0;

    public void Count(bool worked)
    {
        if (worked)
        {
            Interlocked.Increment(ref _worked);
        }
    }

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
