using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kadende.Cli.Server;

/// <summary>Puts into lines for a person why the server did not do what was asked.</summary>
internal static class ServerFailure
{
    public static CommandFailure NotReachable(Uri address, string why) =>
        new(
            ExitCode.NoAnswer,
            $"kadende: {address} cannot be reached: {why.TrimEnd('.')}. Start Kadende with ./run.sh, or name its address with --url or KADENDE_URL."
        );

    public static CommandFailure NotKadende(Uri address) =>
        new(ExitCode.NoAnswer, $"kadende: {address} answers, but not as Kadende does. Check --url or KADENDE_URL.");

    public static async Task ThrowIfRefusedAsync(
        Uri address,
        HttpResponseMessage response,
        string? file,
        CancellationToken cancellationToken
    )
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var problem = await ReadAsync(response, cancellationToken) ?? throw NotKadende(address);
        var exitCode = (int)response.StatusCode >= 500 ? ExitCode.NoAnswer : ExitCode.Refused;
        throw new CommandFailure(exitCode, Lines(response.StatusCode, problem, file));
    }

    private static IReadOnlyList<string> Lines(HttpStatusCode status, ProblemAnswer problem, string? file)
    {
        if (problem.Faults is { Count: > 0 } faults)
        {
            return [.. faults.Select(fault => Line(fault, file))];
        }

        var hint =
            status == HttpStatusCode.Unauthorized ? " KADENDE_TOKEN or --token-file hold the token to send." : "";
        return [$"kadende: {problem.Detail ?? problem.Title ?? $"the server answers {(int)status}"}{hint}"];
    }

    /// <summary>In the form that editors and terminals know: <c>file:line:column path: message</c>.</summary>
    private static string Line(FaultAnswer fault, string? file)
    {
        var place = (file, fault.Line) switch
        {
            (null, _) => "kadende: ",
            (_, 0) => $"{file}: ",
            _ => $"{file}:{fault.Line}:{fault.Column} ",
        };
        return fault.Path.Length == 0
            ? $"{place.TrimEnd(' ', ':')}: {fault.Message}"
            : $"{place}{fault.Path}: {fault.Message}";
    }

    private static async Task<ProblemAnswer?> ReadAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        try
        {
            return await response.Content.ReadFromJsonAsync(AnswerJson.Default.ProblemAnswer, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
