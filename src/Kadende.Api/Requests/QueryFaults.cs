using System.Globalization;
using Kadende.Core.Specs;
using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Requests;

/// <summary>Reads the query of a request and gathers what is wrong with it.</summary>
internal sealed class QueryFaults(IQueryCollection query)
{
    /// <summary>No cursor or event id of ours is longer.</summary>
    private const int MaxText = 2048;

    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> Faults => _faults;

    public string? Text(string name)
    {
        var text = Single(name);
        if (text is null || IsPlain(text))
        {
            return text;
        }

        Add(name, $"{name} is not what an earlier answer gave. Take it from there, or leave it out.");
        return null;
    }

    public int Size(int max, int usual)
    {
        const string name = "size";
        var text = Single(name);
        if (text is null)
        {
            return usual;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size >= 1
            && size <= max
        )
        {
            return size;
        }

        Add(name, $"size is '{text}'; it must be a whole number from 1 to {max}.");
        return usual;
    }

    public bool Flag(string name)
    {
        var text = Single(name);
        if (text is null || bool.TryParse(text, out _))
        {
            return text is not null && bool.Parse(text);
        }

        Add(name, $"{name} is '{text}'; it must be true or false.");
        return false;
    }

    public DateTimeOffset? Time(string name)
    {
        var text = Single(name);
        if (text is null)
        {
            return null;
        }

        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
        )
        {
            return time;
        }

        Add(name, $"{name} is '{text}'; it must be a time such as 2026-01-31T12:00:00Z.");
        return null;
    }

    public T? OneOf<T>(string name)
        where T : struct, Enum
    {
        var text = Single(name);
        if (text is null)
        {
            return null;
        }

        var found = Enum.GetNames<T>().FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
        {
            return Enum.Parse<T>(found);
        }

        Add(name, $"{name} is '{text}'; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }

    public GroupPath? Group()
    {
        const string name = "group";
        var text = Single(name);
        if (text is null || GroupPath.TryParse(text, out _))
        {
            return text is null ? null : GroupPath.Parse(text);
        }

        Add(name, $"group is '{text}'; it must be the path of a group, such as web or group2/sub-group1.");
        return null;
    }

    /// <summary>What is given twice counts as wrong, not as either.</summary>
    private string? Single(string name)
    {
        var values = query[name];
        if (values.Count <= 1)
        {
            return values.Count == 0 ? null : values[0] ?? "";
        }

        Add(name, $"{name} is given {values.Count} times; give it once.");
        return null;
    }

    private void Add(string name, string message) => _faults.Add(new Fault(name, 0, 0, message));

    /// <summary>Whether a text can be a cursor or an id of ours.</summary>
    public static bool IsPlain(string text) => text.Length is > 0 and <= MaxText && text.All(IsPlain);

    private static bool IsPlain(char c) =>
        char.IsAsciiLetterOrDigit(c) || "-_.~+/=|:,!".Contains(c, StringComparison.Ordinal);
}
