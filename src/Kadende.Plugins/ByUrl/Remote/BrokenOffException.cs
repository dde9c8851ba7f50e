namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>The connection ended after the request had left, and before there was an answer.</summary>
internal sealed class BrokenOffException(string message, Exception innerException) : Exception(message, innerException);
