namespace Kadende.TestKit.Azurite;

/// <summary>Where <c>eng/azurite/install.sh</c> puts Azurite.</summary>
public static class AzuriteInstallation
{
    private const string Solution = "Kadende.Functions.sln";

    /// <exception cref="AzuriteMissingException">Azurite is not installed; the message says what to run.</exception>
    public static string Find()
    {
        var home = Path.Combine(Repository(), "artifacts", "azurite");
        return File.Exists(Path.Combine(home, "installed.json"))
            ? home
            : throw new AzuriteMissingException($"Azurite is not installed in {home}: run eng/azurite/install.sh.");
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new AzuriteMissingException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
