namespace Kadende.Plugins.Health.Probing;

/// <summary>A health check or a command was pointed at an address that may not be reached.</summary>
public sealed class ProbeForbiddenException(string message) : Exception(message);
