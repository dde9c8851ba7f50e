namespace Kadende.Plugins.Docker;

/// <summary>Where a Docker engine answers.</summary>
internal static class EngineAddress
{
    public const string Rule = "unix:///path/to/socket, tcp://host:port or http://host:port";

    public static bool TryParse(string text, out Uri address)
    {
        address = new Uri("unix:///");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var told) || told.UserInfo.Length > 0)
        {
            return false;
        }

        address = told;
        return told.Scheme switch
        {
            "unix" => told.AbsolutePath.Length > 1,
            "tcp" or "http" => told.Host.Length > 0 && told.Port > 0,
            _ => false,
        };
    }

    /// <summary>The name under which ports of the engine's machine are reached.</summary>
    public static string MachineOf(string text) =>
        TryParse(text, out var address) && address.Scheme != "unix" ? address.IdnHost : "127.0.0.1";
}
