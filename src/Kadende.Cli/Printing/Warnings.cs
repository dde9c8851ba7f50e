using Kadende.Cli.Server;

namespace Kadende.Cli.Printing;

/// <summary>What keeps nothing from being done, and should be known.</summary>
internal static class Warnings
{
    public static async Task WriteAsync(TextWriter output, string file, IReadOnlyList<FaultAnswer>? warnings)
    {
        foreach (var warning in warnings ?? [])
        {
            await output.WriteLineAsync($"warning: {file}:{warning.Line}:{warning.Column} {warning.Message}");
        }
    }
}
