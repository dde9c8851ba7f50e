namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>A package, or a plugin in it, that cannot be had. The message is for users.</summary>
internal sealed class PackageException(string message, Exception? innerException = null)
    : Exception(message, innerException);
