namespace Kadende.Plugins.Health.Probing;

/// <summary>A health check was pointed at an address that none may ask.</summary>
internal sealed class ProbeForbiddenException(string message) : Exception(message);
