namespace Kadende.Plugins.Net;

/// <summary>A way over the network that is not allowed, or an answer beyond its bounds. The message is for users.</summary>
public sealed class GuardException(string message, Exception? innerException = null)
    : Exception(message, innerException);
