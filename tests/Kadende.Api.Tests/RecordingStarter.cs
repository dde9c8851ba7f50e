using System.Collections.Concurrent;
using Kadende.Runtime.Passes;

namespace Kadende.Api.Tests;

/// <summary>Starts nothing, and remembers what it was asked.</summary>
public sealed class RecordingStarter : IPassStarter
{
    private readonly ConcurrentQueue<string> _asked = new();

    public IReadOnlyList<string> Asked => [.. _asked];

    public Task RequestAsync(string clusterId, CancellationToken cancellationToken)
    {
        _asked.Enqueue(clusterId);
        return Task.CompletedTask;
    }
}
