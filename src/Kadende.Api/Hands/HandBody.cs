using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Runtime.Requests.Hands;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Hands;

/// <summary>Reads what is asked of a node, a group or a cluster: the condition, the body, and who is asked for.</summary>
internal static class HandBody
{
    private const int LongestReason = 500;

    /// <summary>What was read, or the answer to what could not be.</summary>
    /// <typeparam name="T">What the route reads from the body besides.</typeparam>
    internal sealed record Result<T>(HandCall? Call, T? More, IResult? Refusal);

    /// <param name="form">What to send, in one sentence.</param>
    /// <param name="names">The fields of the body besides the reason.</param>
    public static async Task<Result<T>> ReadAsync<T>(
        HttpContext context,
        string cluster,
        string form,
        IReadOnlyList<string> names,
        Func<BodyFields, T> more,
        CancellationToken cancellationToken
    )
    {
        var (condition, fault) = ParsedCondition.Of(context.Request);
        if (condition is null)
        {
            return new Result<T>(null, default, Problem.BadRequest(fault));
        }

        var body = await BodyReader.ReadOptionalAsync(context.Request, cancellationToken);
        if (body is BodyText.Refused refused)
        {
            return new Result<T>(null, default, refused.Answer);
        }

        var fields = new BodyFields(((BodyText.Read)body).Text, form, [.. names, "reason"]);
        var call = new HandCall(cluster, fields.Text("reason", LongestReason), fields.Lasting(), condition);
        var read = more(fields);
        return fields.Faults.Count > 0
            ? new Result<T>(null, default, Problem.Faulty(fields.Faults))
            : new Result<T>(call, read, null);
    }
}
