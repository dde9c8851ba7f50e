using Kadende.Api.Hands;
using Kadende.Api.Problems;
using Kadende.Runtime.Access.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kadende.Api.Audit;

/// <summary>What the audit tells of an answer: words of ours about harmless things, never what was sent or what is to stay secret.</summary>
internal static class AuditWords
{
    private const int MostPlaces = 10;

    public static (int Status, string? Detail) Of(HttpContext context, object? answer) =>
        (
            (answer as IStatusCodeHttpResult)?.StatusCode ?? context.Response.StatusCode,
            answer switch
            {
                ProblemHttpResult problem => Refusal(problem),
                IValueHttpResult { Value: { } value } => Doing(value),
                _ => null,
            }
        );

    private static string? Refusal(ProblemHttpResult problem) =>
        // What is wrong with a body quotes it, and the body may hold a secret: where it is wrong is told, and not what stands there.
        problem.ProblemDetails.Extensions.TryGetValue("faults", out var told) && told is IReadOnlyList<FaultView> faults
            ? $"{faults.Count} faults: {string.Join("; ", faults.Take(MostPlaces).Select(Place))}"
            : problem.ProblemDetails.Detail;

    private static string Place(FaultView fault) =>
        (fault.Path, fault.Line) switch
        {
            ("", 0) => "the whole",
            (var path, 0) => path,
            ("", var line) => $"line {line}",
            var (path, line) => $"{path} in line {line}",
        };

    private static string? Doing(object value) =>
        value switch
        {
            NodeHandView hand => hand.Message,
            ClusterHandView hand => hand.Message,
            MemberView member => $"{member.User} is {member.Role}.",
            UserView { IsAdministrator: true } user => $"{user.Name} is an administrator.",
            UserView user => $"{user.Name} is a user.",
            NewTokenView { About: var token } => $"Token {token.Id} '{token.Name}' was made.",
            _ => null,
        };
}
