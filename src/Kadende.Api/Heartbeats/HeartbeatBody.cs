using Kadende.Api.Requests;
using Kadende.Core.Specs;

namespace Kadende.Api.Heartbeats;

/// <summary>The body <c>{"healthy": false, "reason": "disk full"}</c>; an empty one means that all is well.</summary>
internal abstract record HeartbeatBody
{
    public const int LongestReason = 500;

    private const string Form =
        "Send nothing when the node is well, or {\"healthy\": false, \"reason\": \"disk full\"} when it is not.";

    private HeartbeatBody() { }

    /// <param name="Problem">Null: the node is well.</param>
    public sealed record Good(string? Problem) : HeartbeatBody;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : HeartbeatBody;

    public static HeartbeatBody Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Good(null);
        }

        var fields = new BodyFields(text, Form, "healthy", "reason");
        var (isHealthy, reason) = (fields.Flag("healthy") ?? true, fields.Text("reason", LongestReason));
        return fields.Faults.Count > 0
            ? new Faulty(fields.Faults)
            : new Good(isHealthy ? null : reason ?? "it is not healthy");
    }
}
