namespace Kadende.Runtime.Requests;

/// <summary>How long something lasts that a person asks for: until a time, or for a while. Neither: until it is taken back.</summary>
public sealed record Lasting(DateTimeOffset? Until, TimeSpan? For)
{
    public static readonly Lasting Open = new(null, null);

    public DateTimeOffset? EndAt(DateTimeOffset now) => Until ?? now + For;
}
