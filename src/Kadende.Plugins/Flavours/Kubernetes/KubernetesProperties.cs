using System.Text.Json;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>The <c>properties</c> of the flavour <c>kubernetes</c>.</summary>
/// <param name="ControlPlane">The path of the group with the control plane; null for its own nodes.</param>
/// <param name="Api">The entry of the settings by which the API is asked; null: nodes are neither judged nor drained.</param>
internal sealed record KubernetesProperties(
    bool IsControlPlane,
    string? ControlPlane,
    string? Api,
    string? Version,
    string? PodNetwork,
    string? Endpoint,
    TimeSpan Timeout
)
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["role"],
          "properties": {
            "role": { "enum": ["controlPlane", "worker"] },
            "controlPlane": {
              "description": "the path of the group with the control plane, such as k8s/masters",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$",
              "maxLength": 600
            },
            "api": {
              "description": "the name of an entry of Kadende:Plugins:Kubernetes:Clusters in Kadende's settings",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"
            },
            "version": { "description": "a version such as v1.31.2", "type": "string", "pattern": "^v?[0-9]+(\\.[0-9]+){1,2}$" },
            "podNetwork": { "description": "a network such as 10.244.0.0/16", "type": "string", "pattern": "^[0-9a-fA-F.:]+/[0-9]{1,3}$" },
            "endpoint": {
              "description": "the address that the whole control plane is reached by, such as k8s.example.org:6443",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9.:-]{0,253}$"
            },
            "timeout": { "description": "a duration such as 10m", "type": "string", "pattern": "^[0-9]{1,4}(s|m|h)$" }
          }
        }
        """;

    public static KubernetesProperties Parse(JsonElement properties) =>
        new(
            properties.Text("role") == "controlPlane",
            properties.Text("controlPlane"),
            properties.Text("api"),
            properties.Text("version"),
            properties.Text("podNetwork"),
            properties.Text("endpoint"),
            properties.Text("timeout") is { } timeout ? PlainDuration.Parse(timeout) : TimeSpan.FromMinutes(10)
        );
}
