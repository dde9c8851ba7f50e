namespace Kadende.Api.Problems;

/// <summary>Something wrong in what a user wrote.</summary>
/// <param name="Path">Where, as names and indexes joined by <c>/</c>; empty for the whole.</param>
/// <param name="Line">1-based; 0 when the fault has no place in the text.</param>
/// <param name="Column">1-based; 0 when the fault has no place in the text.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record FaultView(string Path, int Line, int Column, string Message);
