namespace Kadende.TestKit.Azurite;

/// <summary>Azurite is not installed; the message says what to run.</summary>
public sealed class AzuriteMissingException(string message) : Exception(message);
