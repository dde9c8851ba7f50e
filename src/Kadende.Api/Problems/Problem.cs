using Kadende.Core.Specs;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Problems;

/// <summary>Answers that say what went wrong and what to do, as <c>application/problem+json</c>.</summary>
internal static class Problem
{
    public const string MediaType = "application/problem+json";

    public static IResult Of(int status, string detail, string? name = null, object? value = null) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            extensions: name is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value }
        );

    public static IResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    /// <summary>Everything that is wrong with what was sent.</summary>
    public static IResult Faulty(IReadOnlyList<Fault> faults)
    {
        IReadOnlyList<FaultView> views =
        [
            .. faults.Select(fault => new FaultView(fault.Path, fault.Line, fault.Column, fault.Message)),
        ];
        var detail =
            views.Count == 1
                ? $"{Place(views[0])}{views[0].Message}"
                : $"There are {views.Count} faults, listed in faults. Correct them and send it again; nothing was stored.";
        return Of(StatusCodes.Status400BadRequest, detail, "faults", views);
    }

    private static string Place(FaultView fault) => fault.Line > 0 ? $"Line {fault.Line}, column {fault.Column}: " : "";
}
