using Microsoft.OpenApi;

namespace Kadende.Api.Documents;

/// <summary>A field of a small JSON body.</summary>
internal sealed record FieldDoc(string Name, JsonSchemaType Type, string Description, bool IsRequired = false)
{
    public static readonly FieldDoc Reason = new(
        "reason",
        JsonSchemaType.String,
        "Why, in your own words; events and holds show it."
    );

    public static readonly FieldDoc For = new("for", JsonSchemaType.String, "How long, such as 30m or 2h.");

    public static readonly FieldDoc Until = new(
        "until",
        JsonSchemaType.String,
        "Until when, such as 2026-01-31T12:00:00Z; instead of for."
    );
}
