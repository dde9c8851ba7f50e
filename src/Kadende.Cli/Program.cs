namespace Kadende.Cli;

/// <summary>The command <c>kadende</c>.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) =>
        CommandTree.InvokeAsync(
            args,
            new Surroundings
            {
                Output = Console.Out,
                Error = Console.Error,
                Variable = Environment.GetEnvironmentVariable,
                Time = TimeProvider.System,
            },
            CancellationToken.None
        );
}
