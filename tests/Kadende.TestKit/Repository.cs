namespace Kadende.TestKit;

/// <summary>The repository that the tests were built in.</summary>
public static class Repository
{
    private const string Solution = "Kadende.Functions.sln";

    /// <summary>Its top folder.</summary>
    public static string Top { get; } = FindTop(AppContext.BaseDirectory);

    private static string FindTop(string directory) =>
        File.Exists(Path.Combine(directory, Solution))
            ? directory
            : FindTop(
                Path.GetDirectoryName(directory)
                    ?? throw new InvalidOperationException(
                        $"No folder above {AppContext.BaseDirectory} holds {Solution}."
                    )
            );
}
