namespace Kadende.TestKit.Docker;

/// <summary>There can be no such engine here; the message says why.</summary>
public sealed class EngineMissingException(string message) : Exception(message);
