namespace Kadende.Cli.Server;

/// <summary>What the server says will happen.</summary>
internal sealed record HandAnswer(string Message);
