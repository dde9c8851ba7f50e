namespace Kadende.Sdk.Failures;

/// <summary>The provider gave no usable answer: down, timed out, nonsense. The outcome is unknown; ask again later.</summary>
public sealed class ProviderUnavailableException(string message, Exception? innerException = null)
    : ProviderException(message, innerException)
{
    /// <summary>
    /// A script that was to run on a machine had begun there, and was ended because its time was over: so the machine was there. False
    /// when it did not come to that, and when nobody knows.
    /// </summary>
    public bool ScriptTimedOut { get; init; }
}
