using Kadende.Api.Problems;
using Kadende.Api.Requests;
using Kadende.Core.Events;
using Kadende.Core.Webhooks;
using Kadende.Runtime.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Webhooks;

/// <summary>Reads what a webhook shall be.</summary>
internal static class WebhookBody
{
    private const string Form = "Send {\"url\": \"https://…\", \"clusters\": [\"…\"], \"kinds\": [\"…\"]}.";
    private const string ChangeForm = "Send what shall change of {\"url\", \"clusters\", \"kinds\", \"enabled\"}.";

    /// <summary>What was read, or the answer to what could not be.</summary>
    internal sealed record Result(WebhookWish? Wish, IResult? Refusal);

    /// <param name="isNew">The URL must be there.</param>
    public static async Task<Result> ReadAsync(HttpRequest request, bool isNew, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(request, BodyReader.JsonTypes, cancellationToken);
        if (body is BodyText.Refused refused)
        {
            return new Result(null, refused.Answer);
        }

        var fields = new BodyFields(
            ((BodyText.Read)body).Text,
            isNew ? Form : ChangeForm,
            "url",
            "clusters",
            "kinds",
            "enabled"
        );
        var wish = new WebhookWish(
            isNew ? fields.Needed("url", Webhook.LongestUrl) : fields.Text("url", Webhook.LongestUrl),
            fields.Texts("clusters", BodyFields.LongestName),
            fields.Choices<EventKind>("kinds"),
            fields.Flag("enabled")
        );
        return fields.Faults.Count > 0 ? new Result(null, Problem.Faulty(fields.Faults)) : new Result(wish, null);
    }
}
