namespace Kadende.Core.Webhooks;

/// <summary>Why a webhook is disabled.</summary>
/// <param name="Reason">One word for programs.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Untold">The cluster whose log is still to be told of it; null: nobody is.</param>
public sealed record WebhookStop(DateTimeOffset Since, string Reason, string Message, string? Untold = null)
{
    /// <summary>The reason when a person did it.</summary>
    public const string Requested = "Requested";

    /// <summary>The reason when no delivery succeeded for too long.</summary>
    public const string Failing = "Failing";

    /// <summary>The reason when the receiver said that it wants no more.</summary>
    public const string Gone = "Gone";
}
