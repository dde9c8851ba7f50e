namespace Kadende.Core.Why;

/// <summary>Something that is being waited for now.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="Until">When it is over at the latest, or is looked at again; null when nobody can know.</param>
/// <param name="Data">The numbers and names of the message.</param>
public sealed record Waiting(
    WaitKind Kind,
    string Message,
    DateTimeOffset? Until,
    IReadOnlyDictionary<string, string> Data
)
{
    public static readonly Waiting Nothing = Of(WaitKind.Nothing, "There is nothing to do.");

    public static Waiting Of(
        WaitKind kind,
        string message,
        DateTimeOffset? until = null,
        params ReadOnlySpan<(string Name, string? Value)> data
    )
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in data)
        {
            if (value is not null)
            {
                known[name] = value;
            }
        }

        return new Waiting(kind, message, until, known);
    }
}
