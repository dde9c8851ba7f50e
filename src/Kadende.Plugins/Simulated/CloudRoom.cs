using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Simulated;

/// <summary>How many more machines a call may make. Null: any number.</summary>
internal sealed class CloudRoom(string zone, int? quotaLeft, int? capacityLeft)
{
    private int? _quotaLeft = quotaLeft;
    private int? _capacityLeft = capacityLeft;

    /// <summary>Takes the room of one machine, or says why there is none.</summary>
    public ProviderException? Take()
    {
        if (_quotaLeft <= 0)
        {
            return new QuotaExceededException("The quota of the simulated cloud is used up.");
        }

        if (_capacityLeft <= 0)
        {
            return new NoCapacityException($"The simulated cloud has no room left in {zone}.");
        }

        _quotaLeft--;
        _capacityLeft--;
        return null;
    }
}
