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
        problem.ProblemDetails.Extensions.TryGetValue("faults", out var told) && told is IReadOnlyList<FaultView> faults
            ? Places(faults)
            : problem.ProblemDetails.Detail;

    /// <summary>
    /// What is wrong with a body quotes it, its names as well as its values, and any of them may be a secret: only where it is wrong is told.
    /// </summary>
    private static string Places(IReadOnlyList<FaultView> faults)
    {
        var lines = faults.Select(fault => fault.Line).Where(line => line > 0).Distinct().Order().Take(MostPlaces);
        var places = string.Join(", ", lines);
        return places.Length == 0 ? $"Faults: {faults.Count}." : $"Faults: {faults.Count}, in lines {places}.";
    }

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
