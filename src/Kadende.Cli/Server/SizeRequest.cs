namespace Kadende.Cli.Server;

/// <summary>The size to set.</summary>
/// <param name="For">How long it counts; null: until the next spec or scheduled size.</param>
internal sealed record SizeRequest(int Size, string? For);
