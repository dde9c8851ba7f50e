namespace Kadende.Sdk.Failures;

/// <summary>The provider refuses this request, and will refuse it again. No machine was made; a limited number of tries, then the slot rests.</summary>
public sealed class RequestRejectedException(string message, Exception? innerException = null)
    : ProviderException(message, innerException);
