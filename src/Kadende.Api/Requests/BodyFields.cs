using System.Text;
using System.Text.Json;
using Kadende.Core.Specs;

namespace Kadende.Api.Requests;

/// <summary>Reads the fields of a small JSON body and gathers what is wrong with them.</summary>
internal sealed class BodyFields
{
    /// <summary>No name is longer, so that the rule of names can be told of one that is too long.</summary>
    public const int LongestName = 200;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly string _form;
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly bool _isReadable;

    /// <param name="form">What to send instead, in one sentence.</param>
    /// <param name="names">The fields that there are.</param>
    public BodyFields(string text, string form, params IReadOnlyList<string> names)
    {
        _form = form;
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            _isReadable = IsWhole(document.RootElement) && Read(document.RootElement, names);
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? -1) + 1;
            var column = (int)(failure.BytePositionInLine ?? -1) + 1;
            _faults.Add(new Fault("", line, column, $"The body is not JSON. {form}"));
        }
        catch (InvalidOperationException)
        {
            // The parser reads the names of fields, to find those that stand there twice.
            AddHalf();
        }
    }

    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>A piece of text on one line; null when it is left out.</summary>
    public string? Text(string name, int longest)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (
            value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            && text.Length <= longest
            && !text.Any(char.IsControl)
        )
        {
            return text;
        }

        Add(name, $"{name} must be text of 1 to {longest} characters on one line.");
        return null;
    }

    /// <summary>Text that must be there; empty when it is not.</summary>
    public string Needed(string name, int longest)
    {
        Need(name);
        return Text(name, longest) ?? "";
    }

    /// <summary>Text of any lines that must be there, and that no answer may tell; empty when it is not there.</summary>
    public string NeededSecret(string name, int mostBytes)
    {
        Need(name);
        if (Find(name) is not { } value)
        {
            return "";
        }

        if (
            value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            && Encoding.UTF8.GetByteCount(text) <= mostBytes
            && text.All(letter => !char.IsControl(letter) || letter is '\t' or '\n' or '\r')
        )
        {
            return text;
        }

        Add(
            name,
            $"{name} must be text of 1 to {mostBytes} bytes, of whose control characters only tabs and line breaks are taken; write what is "
                + "no text as base64."
        );
        return "";
    }

    public bool NeededFlag(string name)
    {
        Need(name);
        return Flag(name) ?? false;
    }

    /// <summary>Null when it is left out.</summary>
    public bool? Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Add(name, $"{name} is {value.GetRawText()}; it must be true or false.");
        }

        return value is { ValueKind: JsonValueKind.True };
    }

    /// <summary>One of the names of an enum, however it is cased; null when it is left out.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        // Numbers parse too, and are no names.
        if (
            value.ValueKind == JsonValueKind.String
            && Enum.GetNames<T>().Contains(value.GetString(), StringComparer.OrdinalIgnoreCase)
        )
        {
            return Enum.Parse<T>(value.GetString()!, ignoreCase: true);
        }

        Add(name, $"{name} must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
        return null;
    }

    public T NeededChoice<T>(string name)
        where T : struct, Enum
    {
        Need(name);
        return Choice<T>(name) ?? default;
    }

    public int NeededSize(string name)
    {
        Need(name);
        return Whole(name, $"which is no {name}.") is { } value and >= int.MinValue and <= int.MaxValue
            ? (int)value
            : 0;
    }

    /// <summary>A whole number from 1; null when it is left out.</summary>
    public long? Positive(string name) => From(1, name);

    /// <summary>A whole number from 0; null when it is left out.</summary>
    public int? Count(string name) => (int?)From(0, name);

    private long? From(int least, string name)
    {
        var value = Whole(name, $"and must be a whole number from {least}.");
        if (value < least)
        {
            Add(name, $"{name} is {value}, and must be a whole number from {least}.");
        }

        return value;
    }

    private long? Whole(string name, string wrong)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        Add(name, $"{name} is {value.GetRawText()}, {wrong} {_form}");
        return null;
    }

    private bool IsWhole(JsonElement root)
    {
        var isWhole = WholeText.IsIn(root);
        if (!isWhole)
        {
            AddHalf();
        }

        return isWhole;
    }

    private void AddHalf() =>
        _faults.Add(new Fault("", 1, 1, $"The body has half of a character, such as \\ud800 alone. {_form}"));

    private bool Read(JsonElement root, IReadOnlyList<string> names)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _faults.Add(new Fault("", 1, 1, $"The body is not an object. {_form}"));
            return false;
        }

        foreach (var property in root.EnumerateObject())
        {
            if (names.Contains(property.Name))
            {
                _values[property.Name] = property.Value.Clone();
            }
            else
            {
                Add(property.Name, $"There is no field '{property.Name}' here. {_form}");
            }
        }

        return true;
    }

    private void Need(string name)
    {
        if (_isReadable && Find(name) is null)
        {
            Add(name, $"{name} is missing. {_form}");
        }
    }

    /// <summary>A null counts as left out.</summary>
    internal JsonElement? Find(string name) =>
        _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    internal void Add(string name, string message) => _faults.Add(new Fault(name, 0, 0, message));
}
