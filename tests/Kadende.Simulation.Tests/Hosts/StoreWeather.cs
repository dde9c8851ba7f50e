using Kadende.Simulation.Tests.Running;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>What goes wrong on the way to the store.</summary>
internal sealed class StoreWeather(VirtualTime time, Random chance)
{
    private static readonly Trouble None = new(TimeSpan.Zero, IsRefused: false, IsAnswerLost: false);

    /// <summary>The share of calls that meet trouble, from 0 to 1.</summary>
    public double TroubleRate { get; set; }

    /// <summary>Until then no call gets through.</summary>
    public DateTimeOffset DownUntil { get; set; }

    public void Heal() => (TroubleRate, DownUntil) = (0, DateTimeOffset.MinValue);

    public Trouble Next()
    {
        if (time.Now < DownUntil)
        {
            return None with { IsRefused = true };
        }

        if (TroubleRate <= 0 || chance.NextDouble() >= TroubleRate)
        {
            return None;
        }

        return chance.Next(10) switch
        {
            < 3 => None with { IsRefused = true },
            < 6 => None with { IsAnswerLost = true },
            < 9 => None with { Stall = TimeSpan.FromMilliseconds(chance.Next(1, 3000)) },
            _ => None with { Stall = TimeSpan.FromSeconds(chance.Next(5, 200)) },
        };
    }
}

/// <param name="Stall">How long the call is on its way there.</param>
/// <param name="IsRefused">It never arrives.</param>
/// <param name="IsAnswerLost">It is done, and the caller hears that it failed.</param>
internal sealed record Trouble(TimeSpan Stall, bool IsRefused, bool IsAnswerLost);
