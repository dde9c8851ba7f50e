namespace Kadende.Runtime.Stores;

/// <summary>The Table service gave no usable answer within the retries. The outcome of a write is unknown; repeat it.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException)
    : Exception(message, innerException);
