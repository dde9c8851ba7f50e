using Kadende.Functions.Passes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Functions.Tests.Passes;

/// <summary>Launchers with their defaults.</summary>
internal static class Launchers
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static PassLauncher Default { get; } =
        new(new FakeTimeProvider(Now), Options.Create(new PassLaunchOptions()), NullLogger<PassLauncher>.Instance);
}
