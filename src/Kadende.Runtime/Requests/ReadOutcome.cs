namespace Kadende.Runtime.Requests;

/// <summary>What a request to read found.</summary>
public abstract record ReadOutcome<T>
{
    private ReadOutcome() { }

    public sealed record Found(T Value) : ReadOutcome<T>;

    /// <summary>There is no such thing; the message says what there is.</summary>
    public sealed record NotFound(string Message) : ReadOutcome<T>;

    /// <summary>Where the page is to begin is no place of this list.</summary>
    public sealed record NoSuchPlace(string Message) : ReadOutcome<T>;
}
