namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>The request never left: the plugin knows nothing of it.</summary>
internal sealed class NotSentException(string message, Exception? innerException = null)
    : Exception(message, innerException);
