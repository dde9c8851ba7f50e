using System.Globalization;
using Kadende.Runtime.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kadende.Api.Requests;

/// <summary>The conditions of a write, from <c>If-Match</c>, <c>If-None-Match</c> and <c>?plan=</c>.</summary>
internal static class ParsedCondition
{
    public const string MatchForm =
        "If-Match must be the ETag that the cluster was read with, such as \"3\" with its quotes, or *.";

    public const string NoneMatchForm = "If-None-Match can only be * here: the cluster must not exist yet.";

    /// <returns>The condition; null when a header cannot be read, and then the fault says so.</returns>
    public static (WriteCondition? Condition, string Fault) Of(HttpRequest request)
    {
        var none = request.Headers.IfNoneMatch.ToString();
        if (none is not ("" or "*"))
        {
            return (null, NoneMatchForm);
        }

        var condition = new WriteCondition { MustNotExist = none == "*", PlanHash = PlanOf(request) };
        var match = request.Headers.IfMatch;
        if (match.Count == 0)
        {
            return (condition, "");
        }

        if (match.ToString().Trim() == "*")
        {
            return (condition with { MustExist = true }, "");
        }

        return
            EntityTagHeaderValue.TryParseStrictList([.. match.OfType<string>()], out var tags)
            && tags.Select(GenerationOf).ToList() is var generations
            && generations.TrueForAll(generation => generation is not null)
            ? (condition with { Generations = [.. generations.OfType<long>()] }, "")
            : (null, MatchForm);
    }

    public static string? PlanOf(HttpRequest request) =>
        request.Query.TryGetValue("plan", out var plan) ? plan.ToString() : null;

    public static string TagOf(long generation) => string.Create(CultureInfo.InvariantCulture, $"\"{generation}\"");

    private static long? GenerationOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak
        && long.TryParse(tag.Tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? generation
            : null;
}
