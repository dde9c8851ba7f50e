using System.Text.Json;

namespace Kadende.Plugins.Flavours.Swarm;

/// <summary>The <c>properties</c> of the flavour <c>swarm</c>.</summary>
/// <param name="Managers">The path of the group whose nodes manage the swarm; null for managers, whose own group it is.</param>
/// <param name="Listen">The address or interface that the node listens on; null: all of them.</param>
/// <param name="Advertise">The address or interface that others reach the node by; null: Docker finds it.</param>
internal sealed record SwarmProperties(bool IsManager, string? Managers, string? Advertise, string? Listen)
{
    public const string Schema = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["role"],
          "properties": {
            "role": { "enum": ["manager", "worker"] },
            "managers": {
              "description": "the path of the group with the swarm's managers, such as cluster/managers",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$",
              "maxLength": 600
            },
            "advertise": {
              "description": "an address or an interface of the machine, such as eth0 or 10.0.0.7:2377",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9.:_-]{0,100}$"
            },
            "listen": {
              "description": "an address or an interface of the machine, such as eth0 or 10.0.0.7:2377",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9.:_-]{0,100}$"
            }
          }
        }
        """;

    public static SwarmProperties Parse(JsonElement properties) =>
        new(
            properties.Text("role") == "manager",
            properties.Text("managers"),
            properties.Text("advertise"),
            properties.Text("listen")
        );
}
