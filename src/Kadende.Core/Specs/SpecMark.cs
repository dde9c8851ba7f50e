namespace Kadende.Core.Specs;

/// <summary>A place in a spec's text: 1-based line and column, and the path of the value that stands there.</summary>
public sealed record SpecMark(string Path, int Line, int Column)
{
    public Fault Fault(string message) => new(Path, Line, Column, message);
}
