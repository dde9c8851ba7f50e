namespace Kadende.Cli;

/// <summary>Ends a command with lines for the user and an exit code.</summary>
internal sealed class CommandFailure(int exitCode, params IReadOnlyList<string> lines)
    : Exception(string.Join('\n', lines))
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Lines { get; } = lines;
}
