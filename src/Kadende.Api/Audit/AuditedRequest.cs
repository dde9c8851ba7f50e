using System.Globalization;
using Kadende.Api.Access;
using Kadende.Core.Access;
using Kadende.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kadende.Api.Audit;

/// <summary>What the audit takes of a request: never its body, and of its headers nothing but whose they are.</summary>
internal static class AuditedRequest
{
    private const string Team = "team";

    /// <summary>What the query may name; all else of it stays out.</summary>
    private static readonly string[] Named = [Team, "group"];

    public static AuditRecord RecordOf(HttpContext context, string? team)
    {
        var (caller, request) = (CallerOf(context), context.Request);
        return new AuditRecord
        {
            RequestId = context.TraceIdentifier,
            Actor = caller is null ? null : Fit(context, caller.Name),
            Source = new AuditSource(
                context.Connection.RemoteIpAddress?.ToString(),
                AuditRules.SignInOf(caller),
                caller?.Issued?.Issuer,
                caller?.Issued?.Subject
            ),
            Team = team,
            Method = request.Method,
            Route = RouteOf(context),
            Path = Fit(context, request.Path.Value ?? ""),
            About = AboutOf(context),
        };
    }

    /// <inheritdoc cref="AuditRules.TeamOfRefused"/>
    public static string? TeamOfRefused(HttpContext context) =>
        (CallerOf(context), context.GetEndpoint()?.Metadata.GetMetadata<NeededAccess>()?.Place) switch
        {
            ({ } caller, AccessPlace.TeamOfQuery) => AuditRules.TeamOfRefused(
                caller,
                FirstOf(context.Request.Query, Team)
            ),
            ({ } caller, AccessPlace.TeamOfPath) => AuditRules.TeamOfRefused(caller, RouteText(context, Team)),
            _ => null,
        };

    public static string Fit(HttpContext context, string text) =>
        AuditRules.Fit(text, BearerHandler.TokenOf(context.Request));

    private static Caller? CallerOf(HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;

    /// <summary>As the description of the API writes it.</summary>
    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Replace("**", "", StringComparison.Ordinal)
        ?? "";

    /// <summary>What the path names, and the team and the group that the query does.</summary>
    private static Dictionary<string, string> AboutOf(HttpContext context) =>
        context
            .Request.RouteValues.Keys.Select(name => (Name: name, Text: RouteText(context, name)))
            .Concat(Named.Select(name => (Name: name, Text: FirstOf(context.Request.Query, name))))
            .Where(one => one.Text is not null)
            .DistinctBy(one => one.Name, StringComparer.Ordinal)
            .ToDictionary(one => one.Name, one => Fit(context, one.Text!), StringComparer.Ordinal);

    private static string? RouteText(HttpContext context, string name) =>
        Convert.ToString(context.Request.RouteValues[name], CultureInfo.InvariantCulture);

    private static string? FirstOf(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? values.ToString() : null;
}
