namespace Kadende.Core.Tests.Specs;

/// <summary>Files of the repository that tests hold the code to.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>All files of a folder and those in it.</summary>
    public static IReadOnlyList<string> Files(string relative, string pattern) =>
        [.. Directory.EnumerateFiles(PathOf(relative), pattern, SearchOption.AllDirectories)];

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
