using System.Text.Json.Nodes;

namespace Kadende.Plugins.Rest;

/// <summary>One request to a cloud's REST API.</summary>
/// <param name="Path">Below the endpoint, with its query; whatever in it comes from users is escaped.</param>
internal sealed record RestRequest(HttpMethod Method, string Path)
{
    public JsonNode? Body { get; init; }

    /// <summary>May be sent again when nothing is known of the first one.</summary>
    public bool IsRepeatable { get; init; } =
        Method == HttpMethod.Get || Method == HttpMethod.Delete || Method == HttpMethod.Put;
}
