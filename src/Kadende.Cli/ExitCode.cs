namespace Kadende.Cli;

/// <summary>How a command ends; told by <c>kadende --help</c>.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was asked is wrong or refused: faults in a spec, a wrong command line, no such cluster, no access.</summary>
    public const int Refused = 1;

    /// <summary>There is no answer, or none that can be used; trying again may help.</summary>
    public const int NoAnswer = 2;

    /// <summary>Ended by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
