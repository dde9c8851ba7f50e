namespace Kadende.Core.Specs.Yaml;

/// <summary>Says in our words where and why the parser gave up.</summary>
internal static class YamlSyntax
{
    public static Fault FaultOf(string text, Place place, string what)
    {
        // The scanner tells of a tab only at the line before it.
        if (TabNear(text, place.Line) is { } tab)
        {
            return new Fault("", tab.Line, tab.Column, "YAML does not allow tabs as indentation; use spaces.");
        }

        var cause = what.TrimEnd('.', ' ', ',');
        return new Fault(
            "",
            place.Line,
            place.Column,
            $"This is not valid YAML: {char.ToLowerInvariant(cause[0])}{cause[1..]}. Correct it here or just before."
        );
    }

    private static Place? TabNear(string text, int line)
    {
        var number = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = content[..^content.TrimStart().Length];
            if (number >= line && number <= line + 1 && indent.Contains('\t') && indent.Length < content.Length)
            {
                return new Place(number, indent.IndexOf('\t') + 1);
            }
        }

        return null;
    }
}
