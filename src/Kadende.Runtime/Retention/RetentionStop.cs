namespace Kadende.Runtime.Retention;

/// <summary>Where a round stopped.</summary>
/// <param name="Sweep">The key of the sweep.</param>
/// <param name="After">The row behind which it goes on; null: from its beginning.</param>
internal sealed record RetentionStop(string Sweep, string? After)
{
    public static readonly RetentionStop Start = new("", null);
}
