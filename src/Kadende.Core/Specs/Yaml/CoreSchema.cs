using System.Globalization;

namespace Kadende.Core.Specs.Yaml;

/// <summary>The core schema of YAML 1.2: what a scalar without quotes means. JSON's literals are a part of it.</summary>
internal static class CoreSchema
{
    public static ScalarKind Classify(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            _ when char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.' => ClassifyNumber(text),
            _ => ScalarKind.Text,
        };

    public static bool IsTrue(string boolean) => boolean[0] is 't' or 'T';

    /// <summary>The whole number that an <see cref="ScalarKind.Integer"/> is; false when it has more than 64 bits.</summary>
    public static bool TryGetWhole(string text, out long value)
    {
        value = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
                ? ulong.TryParse(
                    text.AsSpan(2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var bits
                ) && Fits(bits, out value)
            : text.StartsWith("0o", StringComparison.Ordinal) ? TryGetOctal(text.AsSpan(2), out value)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The number as JSON has it, the same for every way to write it; null when it is too large.</summary>
    public static string? JsonOf(string text, ScalarKind kind)
    {
        if (kind == ScalarKind.Integer && TryGetWhole(text, out var whole))
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        if (kind == ScalarKind.Integer && IsDecimalWhole(text))
        {
            var digits = text.AsSpan(text[0] is '-' or '+' ? 1 : 0).TrimStart('0');
            return string.Concat(text[0] == '-' ? "-" : "", digits);
        }

        return
            kind == ScalarKind.Float
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            // Adding zero turns -0 into 0: both are written alike.
            ? (value + 0.0).ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    private static ScalarKind ClassifyNumber(string text) =>
        IsDecimalWhole(text) || IsPrefixed(text) ? ScalarKind.Integer
        : IsFloat(text) ? ScalarKind.Float
        : IsNotFinite(text) ? ScalarKind.NotFinite
        : ScalarKind.Text;

    private static bool IsDecimalWhole(string text)
    {
        var digits = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsPrefixed(string text) =>
        text.Length > 2
        && text[0] == '0'
        && (
            text[1] == 'x'
                ? text.Skip(2).All(char.IsAsciiHexDigit)
                : text[1] == 'o' && !text.AsSpan(2).ContainsAnyExceptInRange('0', '7')
        );

    /// <summary><c>[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?</c></summary>
    private static bool IsFloat(string text)
    {
        var rest = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        var whole = SkipDigits(ref rest);
        var fraction = 0;
        if (rest.Length > 0 && rest[0] == '.')
        {
            rest = rest[1..];
            fraction = SkipDigits(ref rest);
        }

        return whole + fraction > 0 && (rest.Length == 0 || IsExponent(rest));
    }

    private static bool IsExponent(ReadOnlySpan<char> rest)
    {
        if (rest[0] is not ('e' or 'E'))
        {
            return false;
        }

        rest = rest[1..];
        if (rest.Length > 0 && rest[0] is '-' or '+')
        {
            rest = rest[1..];
        }

        return SkipDigits(ref rest) > 0 && rest.Length == 0;
    }

    private static int SkipDigits(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        var count = end < 0 ? rest.Length : end;
        rest = rest[count..];
        return count;
    }

    private static bool IsNotFinite(string text) =>
        text is ".nan" or ".NaN" or ".NAN" || text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF";

    private static bool TryGetOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        digits = digits.TrimStart('0');
        if (digits.Length > 21)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            value = (value << 3) | (long)(digit - '0');
        }

        return true;
    }

    private static bool Fits(ulong bits, out long value)
    {
        value = unchecked((long)bits);
        return value >= 0;
    }
}
