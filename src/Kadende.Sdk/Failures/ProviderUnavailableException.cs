namespace Kadende.Sdk.Failures;

/// <summary>The provider gave no usable answer: down, timed out, nonsense. The outcome is unknown; ask again later.</summary>
public sealed class ProviderUnavailableException(string message, Exception? innerException = null)
    : ProviderException(message, innerException);
