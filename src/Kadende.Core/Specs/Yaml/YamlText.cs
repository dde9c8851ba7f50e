using System.Text;

namespace Kadende.Core.Specs.Yaml;

/// <summary>What can be said of a text before it is parsed.</summary>
internal static class YamlText
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>False, with a fault, when the text is too long or holds what no text may.</summary>
    public static bool IsReadable(string text, FaultList faults)
    {
        // The cheap bound first: a huge text is not even counted.
        var bytes = text.Length > MaxBytes ? text.Length : Encoding.UTF8.GetByteCount(text);
        if (bytes > MaxBytes)
        {
            faults.Add(
                null,
                new Place(1, 1),
                $"The configuration is longer than {MaxBytes / 1024} KiB; shorten it or split it into several clusters."
            );
            return false;
        }

        var index = IndexOfUnreadable(text);
        if (index >= 0)
        {
            faults.Add(
                null,
                Place.Of(text, index),
                $"The character U+{(int)text[index]:X4} is not allowed; remove it."
            );
        }

        return index < 0;
    }

    /// <summary>The first character that no text may hold, also not as an escape, or -1.</summary>
    public static int IndexOfUnreadable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (
                char.IsSurrogate(c)
                || c >= '\uFFFE'
                || (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\u0085'))
            )
            {
                return i;
            }
        }

        return -1;
    }
}
