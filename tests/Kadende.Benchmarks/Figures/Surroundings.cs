using System.Globalization;
using System.Text.Json;
using Kadende.TestKit.Azurite;

namespace Kadende.Benchmarks.Figures;

/// <summary>What figures depend on besides the program.</summary>
internal static class Surroundings
{
    public static void Print()
    {
        var command = string.Join(' ', Environment.GetCommandLineArgs().Skip(1));
        Console.WriteLine($"dotnet run -c Release --project tests/Kadende.Benchmarks -- {command}");
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, {Cpu()}; .NET {Environment.Version}; Azurite {Azurite()}; load {Load()} at the start; "
                + TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
        );
        Console.WriteLine();
    }

    private static string Cpu() =>
        FirstLine("/proc/cpuinfo", "model name")?.Split(':', 2)[1].Trim() ?? "an unknown processor";

    private static string Load() => FirstLine("/proc/loadavg", "")?.Split(' ')[0] ?? "unknown";

    private static string? FirstLine(string file, string start) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))
            : null;

    private static string Azurite()
    {
        var package = Path.Combine(AzuriteInstallation.Find(), "node_modules", "azurite", "package.json");
        using var json = JsonDocument.Parse(File.ReadAllText(package));
        return json.RootElement.GetProperty("version").GetString()!;
    }
}
