using YamlDotNet.Core;

namespace Kadende.Core.Specs.Yaml;

/// <summary>Reads a text that holds one YAML document.</summary>
internal static class YamlDocument
{
    /// <summary>The document, or null with a fault.</summary>
    public static YamlNode? Read(string text, FaultList faults)
    {
        if (!YamlText.IsReadable(text, faults))
        {
            return null;
        }

        var content = text.TrimStart('\uFEFF');
        var scanner = new Scanner(new StringReader(content), skipComments: true);
        try
        {
            return new YamlTree(new Parser(scanner), faults).Read();
        }
        catch (YamlException e)
        {
            faults.Add(YamlSyntax.FaultOf(content, PlaceOf(e.Start), e.Message));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser has paths on which it fails like this instead of saying what it met.
            faults.Add(YamlSyntax.FaultOf(content, PlaceOf(scanner.CurrentPosition), "found something unexpected"));
        }

        return null;
    }

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
