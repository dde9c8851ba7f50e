namespace Kadende.Core.Specs;

/// <summary>Something wrong in a configuration that a user wrote.</summary>
/// <param name="Path">Where, as names and indexes joined by <c>/</c>, such as <c>groups/web/size</c>; empty for the whole.</param>
/// <param name="Line">1-based line in the text; 0 when the fault has no place in it.</param>
/// <param name="Column">1-based column in the line; 0 when the fault has no place in it.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Fault(string Path, int Line, int Column, string Message);
