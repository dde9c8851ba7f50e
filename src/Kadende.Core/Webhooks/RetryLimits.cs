namespace Kadende.Core.Webhooks;

/// <summary>How patient deliveries are.</summary>
/// <param name="From">The wait after the first failure; it doubles from there.</param>
/// <param name="To">The longest wait.</param>
/// <param name="GiveUpAfter">After failing for so long the webhook is disabled.</param>
public sealed record RetryLimits(TimeSpan From, TimeSpan To, TimeSpan GiveUpAfter);
