using Kadende.Api.Problems;
using Kadende.Runtime.Requests;
using Kadende.Runtime.Stores;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Clusters;

/// <summary>How the outcome of a read is told.</summary>
internal static class ReadAnswer
{
    public static IResult Of<T>(ReadOutcome<T> outcome, Func<T, IResult> tell) =>
        outcome switch
        {
            ReadOutcome<T>.Found found => tell(found.Value),
            ReadOutcome<T>.NotFound missing => Problem.NotFound(missing.Message),
            ReadOutcome<T>.NoSuchPlace place => Problem.BadRequest(place.Message),
            _ => throw new InvalidOperationException("A read ends in one of three ways."),
        };

    public static IResult Of<T>(ReadOutcome<Page<T>> outcome) =>
        Of(outcome, page => TypedResults.Ok(PageView<T>.Of(page)));
}
