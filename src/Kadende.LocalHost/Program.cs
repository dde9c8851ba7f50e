using System.Diagnostics.CodeAnalysis;

namespace Kadende.LocalHost;

/// <summary>Kadende on one machine.</summary>
public static class Program
{
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "The end of the program: whatever keeps it from running is one line for a person."
    )]
    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = LocalHostBuilder.Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure)
        {
            foreach (var line in StartFault.Describe(failure))
            {
                await Console.Error.WriteLineAsync(line);
            }

            return 1;
        }
    }
}
