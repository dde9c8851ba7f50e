using Kadende.Core.Specs;

namespace Kadende.Core.Hands;

/// <summary>What becomes of what a person asks for.</summary>
/// <typeparam name="T">What is written.</typeparam>
public abstract record HandDecision<T>
{
    private HandDecision() { }

    /// <summary>To be written.</summary>
    /// <param name="Message">One sentence for who asked: what will happen.</param>
    public sealed record Changed(T Change, string Message) : HandDecision<T>;

    /// <summary>It is so already; nothing is written.</summary>
    public sealed record Same(string Message) : HandDecision<T>;

    /// <summary>It cannot be done as things are.</summary>
    public sealed record Refused(string Message) : HandDecision<T>;

    /// <summary>What was asked is wrong in itself.</summary>
    public sealed record Wrong(Fault Fault) : HandDecision<T>;
}
