using Kadende.Api.Problems;
using Kadende.Runtime.Access.Management;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Management;

/// <summary>How it is told what became of a change of teams, users, members or tokens.</summary>
internal static class ManageAnswer
{
    public static IResult Of<T>(ManageOutcome<T> outcome) => Of(outcome, seen => TypedResults.Ok(seen));

    /// <summary>For what is there no longer, and needs no words.</summary>
    public static IResult Gone<T>(ManageOutcome<T> outcome) => Of(outcome, _ => TypedResults.NoContent());

    public static IResult Accepted<T>(ManageOutcome<T> outcome) =>
        Of(outcome, seen => TypedResults.Accepted((string?)null, seen));

    private static IResult Of<T>(ManageOutcome<T> outcome, Func<T, IResult> tell) =>
        outcome switch
        {
            ManageOutcome<T>.Done done => tell(done.Seen),
            ManageOutcome<T>.Created created => TypedResults.Created((string?)null, created.Seen),
            ManageOutcome<T>.Faulty faulty => Problem.Faulty(faulty.Faults),
            ManageOutcome<T>.NotFound missing => Problem.NotFound(missing.Message),
            ManageOutcome<T>.Refused refused => Problem.Of(StatusCodes.Status403Forbidden, refused.Message),
            ManageOutcome<T>.Conflict conflict => Problem.Of(StatusCodes.Status409Conflict, conflict.Message),
            ManageOutcome<T>.Contended => Problem.Of(
                StatusCodes.Status409Conflict,
                "Others changed the same at the same time, again and again; nothing was stored. Try again."
            ),
            _ => throw new InvalidOperationException("A change ends in one of these ways."),
        };
}
