namespace Kadende.Sdk.Failures;

/// <summary>The account may not have more of this. No machine was made; tried again with growing delay, for ever.</summary>
public sealed class QuotaExceededException(string message, Exception? innerException = null)
    : ProviderException(message, innerException);
