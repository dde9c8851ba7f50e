namespace Kadende.Sdk.Failures;

/// <summary>The provider has none of this left here. No machine was made; tried again with growing delay, for ever.</summary>
public sealed class NoCapacityException(string message, Exception? innerException = null)
    : ProviderException(message, innerException);
