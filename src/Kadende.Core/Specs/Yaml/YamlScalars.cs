using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kadende.Core.Specs.Yaml;

/// <summary>Reads what stands in single scalars: values and keys.</summary>
internal sealed class YamlScalars(FaultList faults)
{
    public const int MaxKeyLength = 255;

    public YamlNode.Scalar Read(Scalar scalar, PathLink? path)
    {
        var place = YamlTree.PlaceOf(scalar);
        var isText = IsTextTag(scalar.Tag);
        if (!isText)
        {
            CheckTag(scalar.Tag, path, place);
        }

        var kind = scalar.Style == ScalarStyle.Plain && !isText ? CoreSchema.Classify(scalar.Value) : ScalarKind.Text;
        return new YamlNode.Scalar(place, Readable(scalar.Value, path, place), kind);
    }

    /// <summary>The key, or null with a fault.</summary>
    public string? ReadKey(Scalar scalar, PathLink? path)
    {
        var key = Read(scalar, path);
        if (KeyFaultOf(scalar, key) is not { } fault)
        {
            return key.Text;
        }

        faults.Add(path, key.Place, fault);
        return null;
    }

    private static string? KeyFaultOf(Scalar scalar, YamlNode.Scalar key) =>
        key.Kind != ScalarKind.Text
            ? $"A key must be text; write {Wording.Quote(key.Text)} in quotes if it is meant so."
        : scalar is { Style: ScalarStyle.Plain, Value: "<<" }
            ? "Merge keys ('<<') are not part of YAML 1.2; write the fields out, or repeat a whole value by an alias."
        : key.Text.Length > MaxKeyLength
            ? $"A key may have at most {MaxKeyLength} characters; this one has {key.Text.Length}."
        : null;

    public void CheckTag(TagName tag, PathLink? path, Place place)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific)
        {
            faults.Add(path, place, $"Tags such as {Wording.Quote(tag.Value)} are not supported; remove the tag.");
        }
    }

    private string Readable(string text, PathLink? path, Place place)
    {
        var index = YamlText.IndexOfUnreadable(text);
        if (index < 0)
        {
            return text;
        }

        faults.Add(
            path,
            place,
            $"The character U+{(int)text[index]:X4} is not allowed, also not as an escape; remove it."
        );
        return new string([.. text.Where(c => !char.IsSurrogate(c) && !char.IsControl(c))]);
    }

    private static bool IsTextTag(TagName tag) =>
        !tag.IsEmpty && (tag.IsNonSpecific ? tag.Value == "!" : tag.Value == "tag:yaml.org,2002:str");
}
