namespace Kadende.Plugins.Rest;

/// <summary>How often a call is made again, and how long it waits before.</summary>
/// <param name="Attempts">The first one included.</param>
/// <param name="From">The wait before the second attempt; doubled before each further one.</param>
/// <param name="To">
/// The longest wait. An API that asks for a longer one is not waited for: its answer goes to the caller, who has better to do meanwhile.
/// </param>
internal sealed record RestPatience(int Attempts, TimeSpan From, TimeSpan To)
{
    /// <returns>Null when it is not worth another attempt.</returns>
    public TimeSpan? WaitAfter(int attempt, TimeSpan? asked)
    {
        if (attempt >= Attempts || asked > To)
        {
            return null;
        }

        var own = From * Math.Pow(2, attempt - 1);
        return own > To ? To
            : own > asked || asked is null ? own
            : asked;
    }
}
