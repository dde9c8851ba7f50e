namespace Kadende.TestKit.Azurite;

/// <summary>Where <c>eng/azurite/install.sh</c> puts Azurite.</summary>
public static class AzuriteInstallation
{
    /// <exception cref="AzuriteMissingException">Azurite is not installed; the message says what to run.</exception>
    public static string Find()
    {
        var home = Path.Combine(Repository.Top, "artifacts", "azurite");
        return File.Exists(Path.Combine(home, "installed.json"))
            ? home
            : throw new AzuriteMissingException($"Azurite is not installed in {home}: run eng/azurite/install.sh.");
    }
}
