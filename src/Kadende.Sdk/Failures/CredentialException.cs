namespace Kadende.Sdk.Failures;

/// <summary>The provider does not accept our credentials. Nothing happened; a person has to act, so it is tried again rarely.</summary>
public sealed class CredentialException(string message, Exception? innerException = null)
    : ProviderException(message, innerException);
