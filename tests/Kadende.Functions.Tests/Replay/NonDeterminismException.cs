namespace Kadende.Functions.Tests.Replay;

/// <summary>An orchestrator did something else in a replay than the history says, or something that Durable cannot replay.</summary>
public sealed class NonDeterminismException(string message) : Exception(message);
