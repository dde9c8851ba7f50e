using System.Text.Json;
using Kadende.Core.Specs;

namespace Kadende.Api.Heartbeats;

/// <summary>The body <c>{"healthy": false, "reason": "disk full"}</c>; an empty one means that all is well.</summary>
internal abstract record HeartbeatBody
{
    public const int LongestReason = 500;

    private const string Form =
        "Send nothing when the node is well, or {\"healthy\": false, \"reason\": \"disk full\"} when it is not.";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private HeartbeatBody() { }

    /// <param name="Problem">Null: the node is well.</param>
    public sealed record Good(string? Problem) : HeartbeatBody;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : HeartbeatBody;

    public static HeartbeatBody Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Good(null);
        }

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

    private static HeartbeatBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new Faulty([new Fault("", 1, 1, $"The body is not an object. {Form}")]);
        }

        var faults = root.EnumerateObject().Select(FaultOf).OfType<Fault>().ToList();
        if (faults.Count > 0)
        {
            return new Faulty(faults);
        }

        var healthy = !root.TryGetProperty("healthy", out var said) || said.GetBoolean();
        var reason = root.TryGetProperty("reason", out var told) ? told.GetString() : null;
        return new Good(healthy ? null : reason ?? "it is not healthy");
    }

    private static Fault? FaultOf(JsonProperty field) =>
        field.Name switch
        {
            "healthy" when field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False => null,
            "healthy" => new Fault("healthy", 0, 0, $"healthy is neither true nor false. {Form}"),
            "reason" when IsLine(field.Value) => null,
            "reason" => new Fault(
                "reason",
                0,
                0,
                $"reason is not one line of text of 1 to {LongestReason} characters. {Form}"
            ),
            _ => new Fault(field.Name, 0, 0, $"There is no field '{field.Name}' here. {Form}"),
        };

    private static bool IsLine(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= LongestReason } text
        && !text.Any(char.IsControl);
}
