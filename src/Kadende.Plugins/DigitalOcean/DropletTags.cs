using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kadende.Plugins.Rest;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>
/// Labels as tags, and back exactly. A tag has at most 255 of letters, digits, ':', '-' and '_', and DigitalOcean remembers the case of
/// letters by whoever first made the tag; so only lower case is used, and a label that is too long is written as several tags.
/// </summary>
/// <remarks>
/// <c>kadende:KEY:VALUE</c>, or <c>kadende-HASH-PART-PARTS:KEY:PIECE</c> where the hash is the value's, so that pieces of an old and a
/// new value do not mix.
/// </remarks>
internal static class DropletTags
{
    private const int MaxTag = 255;
    private const string Mark = "kadende";

    public static IReadOnlyList<string> Encode(string key, string value)
    {
        var (name, text) = (LabelText.Encode(key), LabelText.Encode(value));
        var whole = $"{Mark}:{name}:{text}";
        if (whole.Length <= MaxTag)
        {
            return [whole];
        }

        // Part and parts have at most three digits each.
        var room = MaxTag - Mark.Length - name.Length - "-12345678-123-123::".Length;
        var parts = room < 16 ? 1000 : (text.Length + room - 1) / room;
        if (parts > 999)
        {
            throw new RequestRejectedException(
                $"The label '{key}' has a name of {key.Length} and a value of {value.Length} characters: too long for tags of droplets."
            );
        }

        var hash = HashOf(text);
        return
        [
            .. text.Chunk(room)
                .Select(
                    (piece, part) =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{Mark}-{hash}-{part}-{parts}:{name}:{new string(piece)}"
                        )
                ),
        ];
    }

    public static List<string> Encode(IEnumerable<KeyValuePair<string, string>> labels) =>
        [.. labels.SelectMany(label => Encode(label.Key, label.Value)).Order(StringComparer.Ordinal)];

    /// <summary>The labels that stand in the tags; what is no label of ours is passed over.</summary>
    public static Dictionary<string, string> Decode(IEnumerable<string> tags)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = tags.Select(Piece.Parse)
            .OfType<Piece>()
            .GroupBy(piece => (piece.Key, piece.Hash, piece.Parts))
            .Select(pieces => (pieces.Key.Key, Value: ValueOf([.. pieces.DistinctBy(piece => piece.Part)])))
            // While a value is replaced its label has two for a moment: everybody takes the same one.
            .OrderBy(label => label.Value, StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (value is not null)
            {
                labels.TryAdd(key, value);
            }
        }

        return labels;
    }

    /// <summary>Whose value a tag holds, or a part of it; null when it is no label of ours.</summary>
    public static string? KeyOf(string tag) => Piece.Parse(tag)?.Key;

    private static string? ValueOf(Piece[] pieces)
    {
        var first = pieces[0];
        if (pieces.Length != first.Parts)
        {
            return null;
        }

        var text = string.Concat(pieces.OrderBy(piece => piece.Part).Select(piece => piece.Text));
        return first.Hash.Length == 0 || HashOf(text) == first.Hash ? LabelText.Decode(text) : null;
    }

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    /// <param name="Hash">Empty: the whole value.</param>
    private sealed record Piece(string Key, string Hash, int Part, int Parts, string Text)
    {
        public static Piece? Parse(string tag)
        {
            if (tag.Split(':') is not [var head, var name, var text] || LabelText.Decode(name) is not { } key)
            {
                return null;
            }

            return head.Split('-') switch
            {
                [Mark] => new Piece(key, "", 0, 1, text),
                [Mark, { Length: 8 } hash, var part, var parts]
                    when Number(part) is { } at && Number(parts) is { } of && at < of => new Piece(
                    key,
                    hash,
                    at,
                    of,
                    text
                ),
                _ => null,
            };
        }

        private static int? Number(string text) =>
            text.Length <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
    }
}
