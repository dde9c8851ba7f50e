using System.Text.Json;
using Kadende.Core.Specs;

namespace Kadende.Api.Requests;

/// <summary>The body <c>{"size": 5}</c>.</summary>
internal abstract record SizeBody
{
    private const string Form = "Send {\"size\": N} with a whole number from 0 to 10000.";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private SizeBody() { }

    public sealed record Good(int Size) : SizeBody;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : SizeBody;

    public static SizeBody Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? -1) + 1;
            var column = (int)(failure.BytePositionInLine ?? -1) + 1;
            return new Faulty([new Fault("", line, column, $"The body is not JSON. {Form}")]);
        }
    }

    private static SizeBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new Faulty([new Fault("", 1, 1, $"The body is not an object. {Form}")]);
        }

        var faults = root.EnumerateObject()
            .Where(property => property.Name != "size")
            .Select(property => new Fault(property.Name, 0, 0, $"There is no field '{property.Name}' here. {Form}"))
            .ToList();
        if (!root.TryGetProperty("size", out var size))
        {
            faults.Add(new Fault("size", 0, 0, $"size is missing. {Form}"));
            return new Faulty(faults);
        }

        if (size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var number) && faults.Count == 0)
        {
            return new Good(number);
        }

        if (size.ValueKind != JsonValueKind.Number || !size.TryGetInt32(out _))
        {
            faults.Add(new Fault("size", 0, 0, $"size is {size.GetRawText()}, which is no size. {Form}"));
        }

        return new Faulty(faults);
    }
}
