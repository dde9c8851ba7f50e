namespace Kadende.Plugins.DigitalOcean;

/// <summary>What users may write for a group of droplets.</summary>
internal static class DropletSchema
{
    public const string Text = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "size": {
              "description": "Slug of a droplet size, such as s-1vcpu-1gb (the default) or c-2.",
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9_.-]{0,99}$"
            },
            "instanceType": {
              "description": "Kind of droplet, instead of a size: standard, general, cpu or memory; needs memory beside it.",
              "enum": ["standard", "general", "cpu", "memory"]
            },
            "memory": {
              "description": "Memory in GB, such as 1 or 0.5; with it the size need not be named.",
              "type": "number",
              "minimum": 0.5,
              "maximum": 1024
            },
            "image": {
              "description": "Slug of a public image, such as ubuntu-24-04-x64, or the id of an image or snapshot.",
              "type": ["string", "integer"],
              "minLength": 1,
              "maxLength": 255
            },
            "region": {
              "description": "Slug of the region, such as nyc3.",
              "type": "string",
              "pattern": "^[a-z0-9]{1,20}$"
            },
            "regions": {
              "description": "Regions over which the group is spread.",
              "type": "array",
              "minItems": 1,
              "maxItems": 20,
              "uniqueItems": true,
              "items": { "description": "Slug of a region, such as nyc3", "type": "string", "pattern": "^[a-z0-9]{1,20}$" }
            },
            "sshKey": {
              "description": "Key that may log in as root: its name, fingerprint or id in the account.",
              "type": ["string", "integer"],
              "minLength": 1
            },
            "sshKeys": {
              "description": "Keys that may log in as root: names, fingerprints or ids.",
              "type": "array",
              "maxItems": 50,
              "uniqueItems": true,
              "items": { "type": ["string", "integer"], "minLength": 1 }
            },
            "vpc": {
              "description": "UUID of the VPC network; without it the region's default one.",
              "type": "string",
              "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
            },
            "address": {
              "description": "The address by which checks and commands reach the machine: public (the default) or private.",
              "enum": ["public", "private"]
            },
            "monitoring": { "description": "Whether DigitalOcean's metrics agent is installed.", "type": "boolean" },
            "backups": { "description": "Whether backups are made.", "type": "boolean" },
            "ipv6": { "description": "Whether the droplet has an IPv6 address.", "type": "boolean" },
            "tags": {
              "description": "Further tags, for firewalls and load balancers.",
              "type": "array",
              "maxItems": 20,
              "uniqueItems": true,
              "items": {
                "description": "1 to 255 of letters, digits, ':', '-' and '_', not beginning with kadende",
                "type": "string",
                "pattern": "^(?!kadende)[a-zA-Z0-9:_-]{1,255}$"
              }
            },
            "token": {
              "description": "API token, as ${secret:name}; without it the host's own.",
              "type": "string",
              "minLength": 1
            },
            "endpoint": {
              "description": "Where the API is, for private clouds and tests; needs a token beside it.",
              "type": "string",
              "minLength": 1
            }
          }
        }
        """;
}
