namespace Kadende.Sdk.Failures;

/// <summary>The machine does not exist. For a removal that is success.</summary>
public sealed class InstanceGoneException(string message, Exception? innerException = null)
    : ProviderException(message, innerException);
