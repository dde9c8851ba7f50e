namespace Kadende.Core.Webhooks;

/// <summary>What came of sending one event.</summary>
public abstract record DeliveryAnswer
{
    private DeliveryAnswer() { }

    /// <summary>The receiver has it.</summary>
    public sealed record Taken(int Code) : DeliveryAnswer;

    /// <summary>The receiver answered something else than success.</summary>
    /// <param name="RetryAfter">How long it wants to be left alone; null: it did not say.</param>
    public sealed record Refused(int Code, TimeSpan? RetryAfter) : DeliveryAnswer;

    public sealed record Failed(DeliveryFault Fault) : DeliveryAnswer;

    /// <summary>The status of the receiver's answer; null when there was none.</summary>
    public int? Status =>
        this switch
        {
            Taken taken => taken.Code,
            Refused refused => refused.Code,
            Failed => null,
            _ => throw new InvalidOperationException("A delivery ends in one of three ways."),
        };
}
