namespace Kadende.Sdk.Failures;

/// <summary>Too many calls. Nothing happened; call again after <see cref="RetryAfter"/>.</summary>
public sealed class ThrottledException(string message, TimeSpan retryAfter, Exception? innerException = null)
    : ProviderException(message, innerException)
{
    /// <summary>How long to wait; zero when the provider does not say.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
