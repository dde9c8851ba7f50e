using System.CommandLine;

namespace Kadende.Cli.Server;

/// <summary>The options that say where the server is and who asks.</summary>
internal sealed class ServerOptions(Surroundings surroundings)
{
    private const string DefaultUrl = "http://127.0.0.1:7071";

    public Option<string?> Url { get; } =
        new("--url") { Description = $"Where Kadende is [KADENDE_URL; {DefaultUrl}]", Recursive = true };

    public Option<string?> TokenFile { get; } =
        new("--token-file")
        {
            Description = "A file that holds your token, instead of KADENDE_TOKEN",
            Recursive = true,
        };

    public Option<string?> Team { get; } =
        new("--team") { Description = "The team to work in, if you belong to several", Recursive = true };

    public Surroundings Surroundings { get; } = surroundings;

    /// <exception cref="CommandFailure">The options do not lead to a server.</exception>
    public KadendeServer Open(ParseResult parsed)
    {
        var url = parsed.GetValue(Url) ?? Variable("KADENDE_URL") ?? DefaultUrl;
        if (
            !Uri.TryCreate(url.TrimEnd('/') + '/', UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
        )
        {
            throw new CommandFailure(
                ExitCode.Refused,
                $"kadende: '{url}' is no address; give one such as {DefaultUrl} by --url or KADENDE_URL."
            );
        }

        return new KadendeServer(address, Token(parsed), parsed.GetValue(Team));
    }

    private string Token(ParseResult parsed)
    {
        var file = parsed.GetValue(TokenFile);
        var token = (file is null ? Variable("KADENDE_TOKEN") : Read(file))?.Trim();
        return token switch
        {
            null or "" => throw new CommandFailure(
                ExitCode.Refused,
                file is null
                    ? "kadende: there is no token; set KADENDE_TOKEN, or name a file that holds it with --token-file."
                    : $"kadende: the token file '{file}' is empty."
            ),
            _ when !token.All(char.IsAscii) || token.Any(char.IsWhiteSpace) || token.Any(char.IsControl) =>
                throw new CommandFailure(
                    ExitCode.Refused,
                    "kadende: the token is no token: it is one word of plain letters."
                ),
            _ => token,
        };
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Refused, $"kadende: the token file cannot be read: {unreadable.Message}");
        }
    }

    private string? Variable(string name) => Surroundings.Variable(name) is { Length: > 0 } value ? value : null;
}
