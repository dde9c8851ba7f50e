namespace Kadende.Plugins.GoogleCompute;

/// <summary>What users may write for a group of Compute Engine instances.</summary>
internal static class InstanceSchema
{
    public const string Text = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "project": {
              "description": "Id of the Google Cloud project; without it the one of the credentials.",
              "type": "string",
              "pattern": "^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$"
            },
            "zone": {
              "description": "Where the instances are, such as us-central1-a.",
              "type": "string",
              "pattern": "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"
            },
            "zones": {
              "description": "Zones over which the group is spread.",
              "type": "array",
              "minItems": 1,
              "maxItems": 30,
              "uniqueItems": true,
              "items": { "description": "A zone, such as us-central1-a", "type": "string", "pattern": "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$" }
            },
            "machineType": {
              "description": "Machine type, such as e2-small.",
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9.-]{0,62}$"
            },
            "instanceType": {
              "description": "Another word for machineType.",
              "type": "string",
              "pattern": "^[a-z0-9][a-z0-9.-]{0,62}$"
            },
            "image": {
              "description": "Image family, such as debian-12, or the link of an image, such as projects/my-project/global/images/my-image.",
              "type": "string",
              "pattern": "^(https://[a-z0-9.]+/compute/v1/)?[a-zA-Z0-9][a-zA-Z0-9_:-]*(/[a-zA-Z0-9_:][a-zA-Z0-9_.:-]*)*$",
              "maxLength": 255
            },
            "imageProject": {
              "description": "Project of the image family; without it Google's public ones are known by how the family begins.",
              "type": "string",
              "pattern": "^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$"
            },
            "diskSize": { "description": "Size of the boot disk in GB.", "type": "integer", "minimum": 1, "maximum": 65536 },
            "diskType": {
              "description": "Type of the boot disk, such as pd-balanced.",
              "type": "string",
              "pattern": "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"
            },
            "network": {
              "description": "Name of the VPC network; without it and a subnet: default.",
              "type": "string",
              "pattern": "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"
            },
            "subnet": {
              "description": "Name of the subnet in the zone's region.",
              "type": "string",
              "pattern": "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"
            },
            "externalAddress": { "description": "Whether the instance has a public address; it has unless told otherwise.", "type": "boolean" },
            "address": {
              "description": "The address by which checks and commands reach the machine: public (the default) or private.",
              "enum": ["public", "private"]
            },
            "serviceAccount": {
              "description": "E-mail of the service account that programs on the instance act as; without it: none.",
              "type": "string",
              "pattern": "^[^@ ]{1,100}@[a-z0-9.-]{1,150}$"
            },
            "spot": { "description": "Whether it is a spot instance, which Google may end at any time.", "type": "boolean" },
            "preemptible": { "description": "Another word for spot.", "type": "boolean" },
            "tags": {
              "description": "Network tags, for firewall rules.",
              "type": "array",
              "maxItems": 64,
              "uniqueItems": true,
              "items": { "type": "string", "pattern": "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$" }
            },
            "key": {
              "description": "SSH key that may log in: a user and a public key, such as 'mwas:ssh-ed25519 AAAA...', or a user who has a key in the project's metadata.",
              "type": "string",
              "pattern": "^[a-zA-Z_][a-zA-Z0-9_.-]{0,31}(:(ssh|ecdsa|sk)-[^\\r\\n]{1,8000})?$"
            },
            "credentials": {
              "description": "JSON key of a service account, as ${secret:name}; without it the host's application default credentials.",
              "type": "string",
              "minLength": 1
            },
            "endpoint": {
              "description": "Where the API is, for tests and private access; needs credentials beside it.",
              "type": "string",
              "minLength": 1
            }
          }
        }
        """;
}
