namespace Kadende.Sdk.Failures;

/// <summary>A provider call that failed. Each subclass means one reaction; the message is for people and is never branched on.</summary>
public abstract class ProviderException : Exception
{
    private protected ProviderException(string message, Exception? innerException)
        : base(message, innerException) { }
}
