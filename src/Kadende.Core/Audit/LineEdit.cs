namespace Kadende.Core.Audit;

/// <summary>A line of two texts.</summary>
/// <param name="Before">How many lines of the text before stand ahead of it.</param>
/// <param name="After">How many lines of the text after stand ahead of it.</param>
internal readonly record struct LineEdit(LineEditKind Kind, string Text, int Before, int After);
