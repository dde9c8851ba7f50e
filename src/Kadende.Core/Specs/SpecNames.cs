namespace Kadende.Core.Specs;

/// <summary>The rule for the names of clusters, groups and logical ids.</summary>
public static class SpecNames
{
    public const int MaxLength = 63;

    public const string Rule = "1 to 63 of letters, digits, '.', '_' and '-', beginning with a letter or a digit";

    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
