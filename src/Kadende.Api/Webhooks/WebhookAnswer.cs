using Kadende.Api.Problems;
using Kadende.Runtime.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Webhooks;

/// <summary>Answers requests about webhooks.</summary>
internal static class WebhookAnswer
{
    /// <param name="done">How success is answered; null: with what came of it.</param>
    public static IResult Of<T>(WebhookOutcome<T> outcome, Func<T, IResult>? done = null) =>
        outcome switch
        {
            WebhookOutcome<T>.Done { Value: var value } => done is null ? TypedResults.Ok(value) : done(value),
            WebhookOutcome<T>.Faulty faulty => Problem.Faulty(faulty.Faults),
            WebhookOutcome<T>.Refused { IsMissing: true } missing => Problem.NotFound(missing.Message),
            WebhookOutcome<T>.Refused refused => Problem.Of(StatusCodes.Status409Conflict, refused.Message),
            _ => throw new InvalidOperationException("A request about webhooks ends in one of three ways."),
        };
}
