using Microsoft.AspNetCore.Http;

namespace Kadende.Api.Requests;

/// <summary>What came of reading the body of a request.</summary>
internal abstract record BodyText
{
    private BodyText() { }

    public sealed record Read(string Text) : BodyText;

    public sealed record Refused(IResult Answer) : BodyText;
}
