using System.Diagnostics;
using Xunit;

namespace Kadende.EndToEnd.Tests.Http;

/// <summary>Waits for what shall come true, with an end and a clear word when it does not.</summary>
public static class Deadline
{
    /// <summary>Far more than anything takes, so that a busy machine fails no test.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asks again and again until the answer is as hoped for.</summary>
    /// <param name="what">What is waited for, as the failure says it.</param>
    /// <param name="tell">More about the last answer; null: the answer itself.</param>
    public static async Task<T> UntilAsync<T>(
        string what,
        Func<Task<T>> ask,
        Func<T, bool> hoped,
        Func<T, Task<string>>? tell = null,
        TimeSpan? within = null
    )
    {
        var limit = within ?? Usual;
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (hoped(answer))
            {
                return answer;
            }

            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                var last = tell is null ? $"{answer}" : await tell(answer);
                Assert.Fail($"After {limit.TotalSeconds} s still not so: {what}. Last seen: {last}");
            }

            await Task.Delay(Pause, TimeProvider.System, Token);
        }
    }
}
