namespace Kadende.Sdk.Machines;

/// <summary>How a script ended.</summary>
/// <param name="ExitCode">Zero: well.</param>
/// <param name="Output">What it wrote to standard output and standard error, as it came; of very long output the end, at most 256 KiB.</param>
public sealed record ExecResult(int ExitCode, string Output);
