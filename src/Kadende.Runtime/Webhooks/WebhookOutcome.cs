using Kadende.Core.Specs;

namespace Kadende.Runtime.Webhooks;

/// <summary>What came of a request about webhooks.</summary>
public abstract record WebhookOutcome<T>
{
    private WebhookOutcome() { }

    public sealed record Done(T Value) : WebhookOutcome<T>;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : WebhookOutcome<T>;

    /// <summary>The team has no such webhook, or as many as it may have, or others changed it again and again.</summary>
    /// <param name="IsMissing">There is none.</param>
    public sealed record Refused(bool IsMissing, string Message) : WebhookOutcome<T>;
}
