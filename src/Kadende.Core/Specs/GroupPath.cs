using System.Text.Json.Serialization;

namespace Kadende.Core.Specs;

/// <summary>Where a group stands in its cluster: the names from the outermost group to the group itself, joined by <c>/</c>.</summary>
[JsonConverter(typeof(GroupPathJsonConverter))]
public readonly record struct GroupPath : IComparable<GroupPath>
{
    private readonly string? _value;

    private GroupPath(string value) => _value = value;

    public string Value => _value ?? "";

    public static bool TryParse(string? text, out GroupPath path)
    {
        var valid = text is { Length: > 0 } && text.Split('/').All(SpecNames.IsName);
        path = valid ? new GroupPath(text!) : default;
        return valid;
    }

    public static GroupPath Parse(string text) =>
        TryParse(text, out var path) ? path : throw new FormatException($"'{text}' is not a group path.");

    public int CompareTo(GroupPath other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(GroupPath left, GroupPath right) => left.CompareTo(right) < 0;

    public static bool operator >(GroupPath left, GroupPath right) => left.CompareTo(right) > 0;

    public static bool operator <=(GroupPath left, GroupPath right) => left.CompareTo(right) <= 0;

    public static bool operator >=(GroupPath left, GroupPath right) => left.CompareTo(right) >= 0;
}
