namespace Kadende.Sdk.Health;

/// <summary>One answer about one machine.</summary>
public abstract record HealthReading
{
    private HealthReading() { }

    /// <summary>It is well.</summary>
    public sealed record Healthy : HealthReading;

    /// <summary>It is not well; the reason is shown to users.</summary>
    public sealed record Unhealthy(string Reason) : HealthReading;

    /// <summary>Nothing can be said; never counted against the machine. The reason is shown to users.</summary>
    public sealed record Unknown(string Reason) : HealthReading;
}
