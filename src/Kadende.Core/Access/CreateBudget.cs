namespace Kadende.Core.Access;

/// <summary>How many machines a team may begin: as many as it may in an hour after a rest, and then as the time goes on.</summary>
/// <param name="Left">How many it might begin at <paramref name="At"/>.</param>
public sealed record CreateBudget(double Left, DateTimeOffset At)
{
    /// <param name="before">Null: nothing was begun yet.</param>
    /// <returns>How many of those wanted may be begun now, and what is left then.</returns>
    public static (int Granted, CreateBudget After) Take(
        CreateBudget? before,
        int perHour,
        int wanted,
        DateTimeOffset now
    )
    {
        // A clock that went back gives nothing, and takes nothing.
        var passed = before is null || now < before.At ? TimeSpan.Zero : now - before.At;
        var left = before is null ? perHour : Math.Min(perHour, before.Left + (perHour * passed.TotalHours));
        var granted = Math.Clamp((int)Math.Floor(left), 0, wanted);
        return (granted, new CreateBudget(left - granted, now));
    }
}
