using System.Globalization;
using Kadende.Api.Problems;
using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Access;

/// <summary>Settles in which team a request is made, and whether its caller may do there what the route does.</summary>
internal sealed class TeamFilter(CallerAction action) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var caller = ((CallerIdentity)http.User.Identity!).Caller;
        var problem = AccessRules.Choose(caller, AskedTeam(http.Request)) switch
        {
            TeamChoice.Chosen chosen => Enter(http, caller, chosen.Team),
            TeamChoice.Ambiguous ambiguous => Problem.Of(
                StatusCodes.Status400BadRequest,
                $"You belong to the teams {string.Join(", ", ambiguous.Teams)}: say which one with ?team=."
            ),
            TeamChoice.NoTeam => Problem.Of(
                StatusCodes.Status403Forbidden,
                "You belong to no team. Ask an administrator to add you to one."
            ),
            TeamChoice.NotAName => Problem.Of(
                StatusCodes.Status400BadRequest,
                "?team= must be the name of one team, 1 to 63 of letters, digits, '.', '_' and '-'."
            ),
            _ => throw new InvalidOperationException("A team is chosen in one of four ways."),
        };
        return problem is null ? await next(context) : problem;
    }

    private IResult? Enter(HttpContext http, Caller caller, string team)
    {
        switch (AccessRules.Decide(caller, action, team))
        {
            case AccessDecision.Allowed:
                http.Features.Set(new RequestScope(caller.Name, team, caller.IsAdministrator));
                return null;
            case AccessDecision.Refused refused:
                return Problem.Of(StatusCodes.Status403Forbidden, refused.Message);
            case AccessDecision.Hidden:
                return Problem.Of(StatusCodes.Status404NotFound, HiddenMessage(http, team));
            default:
                throw new InvalidOperationException("Access is decided in one of three ways.");
        }
    }

    /// <summary>The same words as for a cluster that does not exist in the caller's own team.</summary>
    private static string HiddenMessage(HttpContext http, string team) =>
        Convert.ToString(http.Request.RouteValues["cluster"], CultureInfo.InvariantCulture) is { Length: > 0 } cluster
            ? ClusterFinder.NotFoundMessage(team, cluster)
            : $"You belong to no team '{team}'.";

    private static string? AskedTeam(HttpRequest request) =>
        request.Query.TryGetValue("team", out var teams) ? teams.ToString() : null;
}
