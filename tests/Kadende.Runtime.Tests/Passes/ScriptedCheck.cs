using System.Collections.Concurrent;
using Kadende.Sdk.Health;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A check that answers as a test says, and keeps what it was asked.</summary>
internal sealed class ScriptedCheck(string name) : IHealthCheck
{
    private readonly ConcurrentQueue<HealthProbe> _asked = new();

    public IReadOnlyList<HealthProbe> Asked => [.. _asked];

    public Func<HealthProbe, Task<HealthReading>> Answer { get; set; } =
        _ => Task.FromResult<HealthReading>(new HealthReading.Healthy());

    public HealthCheckDescription Description { get; } = new(name, "Answers as a test says.", "{}");

    public Task<HealthReading> CheckAsync(HealthProbe probe, CancellationToken cancellationToken)
    {
        _asked.Enqueue(probe);
        return Answer(probe);
    }
}
