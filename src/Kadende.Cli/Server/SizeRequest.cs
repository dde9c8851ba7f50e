namespace Kadende.Cli.Server;

/// <summary>The size to set.</summary>
internal sealed record SizeRequest(int Size);
