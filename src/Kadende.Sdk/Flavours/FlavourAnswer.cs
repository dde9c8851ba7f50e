namespace Kadende.Sdk.Flavours;

/// <summary>How far a flavour came with a machine.</summary>
public abstract record FlavourAnswer
{
    private FlavourAnswer() { }

    public sealed record Done : FlavourAnswer;

    /// <summary>There is more to do: call again.</summary>
    /// <param name="What">What is under way or waited for, in a few words; shown to users.</param>
    public sealed record Working(string What) : FlavourAnswer;

    /// <summary>It went wrong, and calling again will not help: the machine is of no use.</summary>
    /// <param name="Reason">Why, in one sentence; shown to users.</param>
    public sealed record Failed(string Reason) : FlavourAnswer;
}
