using Kadende.Core.Specs;
using Kadende.Runtime.Requests;

namespace Kadende.Api.Requests;

/// <summary>The body <c>{"size": 5}</c>, with an end of it or without.</summary>
internal abstract record SizeBody
{
    private const string Form =
        "Send {\"size\": N} with a whole number from 0 to 10000, and \"for\" or \"until\" if it is to end by itself.";

    private SizeBody() { }

    public sealed record Good(int Size, Lasting Lasting) : SizeBody;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : SizeBody;

    public static SizeBody Parse(string text)
    {
        var fields = new BodyFields(text, Form, "size", "for", "until");
        var good = new Good(fields.NeededSize("size"), fields.Lasting());
        return fields.Faults.Count == 0 ? good : new Faulty(fields.Faults);
    }
}
