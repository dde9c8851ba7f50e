using System.Collections.Concurrent;
using System.Net;

namespace Kadende.Api.Tests.Fuzz;

/// <summary>What the answers to many requests showed.</summary>
internal sealed class FuzzFindings
{
    private int _told;

    /// <summary>Answers that must not be.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>How many answers had which status.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> Statuses { get; } = new();

    /// <summary>How many answers told what is planted.</summary>
    public int Told => _told;

    public void Judge(string request, FuzzCaller caller, HttpStatusCode status, string text)
    {
        Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        if (status >= HttpStatusCode.InternalServerError && status != HttpStatusCode.NotImplemented)
        {
            Faults.Enqueue($"{request}: {(int)status} {text}");
        }

        if (text.Contains("   at ", StringComparison.Ordinal))
        {
            Faults.Enqueue($"{request}: told a stack trace");
        }

        if (text.Contains(FuzzScene.Planted, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _told);
            if (!caller.MaySee)
            {
                Faults.Enqueue($"{request}: told what is another team's");
            }
        }
    }
}
