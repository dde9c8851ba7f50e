using Kadende.Runtime.Passes;
using Microsoft.Extensions.Logging;

namespace Kadende.Simulation.Tests.Hosts;

/// <summary>Hears of looks that failed on a fault of ours.</summary>
internal sealed class FaultLog(Action<string> failed) : ILogger<PassSteps>
{
    public const string Promise = "Passes do not fail on faults of ours";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            failed($"{formatter(state, exception)}: {exception}");
        }
    }
}
