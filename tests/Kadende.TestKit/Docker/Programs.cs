namespace Kadende.TestKit.Docker;

/// <summary>What this machine has installed.</summary>
internal static class Programs
{
    /// <summary>Why programs of root cannot be run here; null when they can.</summary>
    public static string? Missing(params string[] programs) =>
        !Environment.IsPrivilegedProcess ? $"{programs[0]} has to be run by root"
        : programs.FirstOrDefault(program => !Has(program)) is { } absent
            ? $"{absent} is not installed: run eng/debian/install.sh as root."
        : null;

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
