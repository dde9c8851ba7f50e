using System.Globalization;
using Kadende.Api.Problems;
using Kadende.Core.Access;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kadende.Api.Access;

/// <summary>Settles on what a request acts, and whether its caller may do there what the route does, before anything is looked up.</summary>
internal sealed class AccessFilter(NeededAccess needed) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var problem = needed.Place switch
        {
            AccessPlace.TeamOfQuery => await EnterAsync(http, AskedTeam(http.Request)),
            AccessPlace.TeamOfPath => await EnterAsync(http, RouteText(http, "team")),
            AccessPlace.Installation => Judge(http, new AccessTarget.Installation()),
            AccessPlace.Own => Judge(http, new AccessTarget.Own()),
            _ => throw new InvalidOperationException($"There is no place '{needed.Place}'."),
        };
        return problem is null ? await next(context) : problem;
    }

    private async Task<IResult?> EnterAsync(HttpContext http, string? asked) =>
        AccessRules.Choose(http.Caller(), asked) switch
        {
            TeamChoice.Chosen chosen => Judge(http, new AccessTarget.Team(chosen.Team))
                ?? await EnterTeamAsync(http, chosen.Team),
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
                "A team is the name of one team, 1 to 63 of letters, digits, '.', '_' and '-'."
            ),
            _ => throw new InvalidOperationException("A team is chosen in one of four ways."),
        };

    /// <summary>A team may be gone while its members' tokens are not, and administrators may name any.</summary>
    private static async Task<IResult?> EnterTeamAsync(HttpContext http, string name)
    {
        var teams = http.RequestServices.GetRequiredService<IRecordStore<Team>>();
        var team = await teams.FindAsync(RecordKey.Of(name), http.RequestAborted);
        if (team is null)
        {
            return Problem.NotFound(http.Caller().IsAdministrator ? MissingMessage(name) : HiddenMessage(http, name));
        }

        if (team.Value.DeletingSince is not null && IsBeginning(http.Request))
        {
            return Problem.Of(
                StatusCodes.Status409Conflict,
                $"Team '{name}' is being deleted; nothing begins in it any more."
            );
        }

        var caller = http.Caller();
        http.Features.Set(
            new RequestScope(caller.Name, name, caller.IsAdministrator) { Role = caller.RoleIn(name) ?? Role.Viewer }
        );
        return null;
    }

    /// <summary>What is there may be looked at and taken away to the end.</summary>
    private static bool IsBeginning(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsDelete(request.Method);

    private IResult? Judge(HttpContext http, AccessTarget target) =>
        AccessRules.Decide(http.Caller(), needed.Action, target) switch
        {
            AccessDecision.Allowed => null,
            AccessDecision.Refused refused => Problem.Of(StatusCodes.Status403Forbidden, refused.Message),
            AccessDecision.Hidden => Problem.NotFound(HiddenMessage(http, ((AccessTarget.Team)target).Name)),
            _ => throw new InvalidOperationException("Access is decided in one of three ways."),
        };

    private static string MissingMessage(string team) =>
        $"There is no team '{team}'. An administrator adds one with POST /api/teams.";

    /// <summary>The same words as for a cluster that does not exist in the caller's own team.</summary>
    private static string HiddenMessage(HttpContext http, string team) =>
        RouteText(http, "cluster") is { Length: > 0 } cluster
            ? ClusterFinder.NotFoundMessage(team, cluster)
            : $"You belong to no team '{team}'.";

    private static string? RouteText(HttpContext http, string name) =>
        Convert.ToString(http.Request.RouteValues[name], CultureInfo.InvariantCulture);

    private static string? AskedTeam(HttpRequest request) =>
        request.Query.TryGetValue("team", out var teams) ? teams.ToString() : null;
}
