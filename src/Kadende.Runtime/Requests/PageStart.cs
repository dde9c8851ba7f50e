namespace Kadende.Runtime.Requests;

/// <summary>Which page to read.</summary>
/// <param name="Cursor">Null for the first, then the cursor of the page before.</param>
/// <param name="Size">How much a page holds at most.</param>
public sealed record PageStart(string? Cursor, int Size);
