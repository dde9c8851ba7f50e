namespace Kadende.Api.Documents;

/// <summary>What a route takes as its body.</summary>
internal abstract record BodyDoc
{
    private BodyDoc() { }

    public sealed record Spec : BodyDoc;

    public sealed record Size : BodyDoc;

    public sealed record Heartbeat : BodyDoc;
}
