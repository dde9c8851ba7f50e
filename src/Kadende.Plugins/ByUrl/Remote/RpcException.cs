namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>The plugin answered that it cannot or will not; the message is its own.</summary>
internal sealed class RpcException(string message) : Exception(message);
