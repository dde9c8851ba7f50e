namespace Kadende.Functions.Tests.Passes;

/// <summary>Bears the name of the host's exception, which is all that the app knows of it.</summary>
internal sealed class OrchestrationAlreadyExistsException() : Exception("An orchestration with this id is running.");
