using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Management;

/// <summary>Reads the body of a change, and goes on only when nothing is wrong with it.</summary>
internal static class ManageBody
{
    /// <param name="form">What to send, in one sentence.</param>
    /// <param name="names">The fields that there are.</param>
    /// <param name="read">Reads the fields.</param>
    /// <param name="act">Does what they ask.</param>
    public static async Task<IResult> ReadAsync<T>(
        HttpContext context,
        string form,
        IReadOnlyList<string> names,
        Func<BodyFields, T> read,
        Func<T, Task<IResult>> act
    )
    {
        var body = await BodyReader.ReadAsync(context.Request, BodyReader.JsonTypes, context.RequestAborted);
        if (body is BodyText.Refused refused)
        {
            return refused.Answer;
        }

        var fields = new BodyFields(((BodyText.Read)body).Text, form, names);
        var asked = read(fields);
        return fields.Faults.Count > 0 ? Problem.Faulty(fields.Faults) : await act(asked);
    }
}
