using Xunit;

namespace Kadende.Cli.Tests;

/// <summary>What a command wrote and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public const string Token = "a-token-of-some-length";

    public static Task<CommandRun> OfAsync(StubServer server, params string[] args) =>
        WithAsync(new() { ["KADENDE_URL"] = server.Url, ["KADENDE_TOKEN"] = Token }, args);

    public static async Task<CommandRun> WithAsync(Dictionary<string, string> variables, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandTree.InvokeAsync(
            args,
            new Surroundings
            {
                Output = output,
                Error = error,
                Variable = variables.GetValueOrDefault,
                Time = TimeProvider.System,
            },
            TestContext.Current.CancellationToken
        );
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
