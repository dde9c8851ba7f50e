namespace Kadende.Plugins.Aws;

/// <summary>What a user may write in the <c>resourceProperties</c> of a group of EC2 instances.</summary>
internal static class AwsSchema
{
    public const string Text = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "region": {
              "description": "AWS region, such as eu-west-1",
              "type": "string",
              "pattern": "^[a-z]{2}(-[a-z]+)+-[0-9]+$"
            },
            "instanceType": {
              "description": "EC2 instance type, such as t3.small",
              "type": "string",
              "pattern": "^[a-z0-9-]+\\.[a-z0-9-]+$"
            },
            "image": {
              "description": "debian, ubuntu or amazonlinux for the newest image of that name, the id of an image (ami-...), or resolve:ssm:PARAMETER",
              "type": "string",
              "pattern": "^(debian|ubuntu|amazonlinux|ami-[0-9a-f]{8,17}|resolve:ssm:.{1,1000})$"
            },
            "key": {
              "description": "name of an EC2 key pair whose owner may log in",
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            },
            "zones": {
              "description": "availability zones that the machines are spread over, such as eu-west-1a",
              "type": "array",
              "minItems": 1,
              "uniqueItems": true,
              "items": { "type": "string", "pattern": "^[a-z0-9-]+$" }
            },
            "subnets": {
              "description": "ids of subnets (subnet-...) that the machines are spread over",
              "type": "array",
              "minItems": 1,
              "uniqueItems": true,
              "items": { "type": "string", "pattern": "^subnet-[0-9a-f]+$" }
            },
            "securityGroups": {
              "description": "ids of security groups (sg-...), at most 16",
              "type": "array",
              "minItems": 1,
              "maxItems": 16,
              "uniqueItems": true,
              "items": { "type": "string", "pattern": "^sg-[0-9a-f]+$" }
            },
            "publicIp": {
              "description": "whether machines get a public address; without it the subnet decides",
              "type": "boolean"
            },
            "iamInstanceProfile": {
              "description": "name or ARN of the instance profile that the machines act as",
              "type": "string",
              "minLength": 1,
              "maxLength": 2048
            },
            "disks": {
              "description": "disks of each machine; they are deleted with it",
              "type": "array",
              "minItems": 1,
              "maxItems": 27,
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["device"],
                "properties": {
                  "device": {
                    "description": "device name, such as /dev/sdf; the image's root device changes the root disk",
                    "type": "string",
                    "pattern": "^[/a-z0-9]{3,32}$"
                  },
                  "size": { "description": "GiB", "type": "integer", "minimum": 1, "maximum": 65536 },
                  "type": {
                    "description": "volume type, such as gp3",
                    "type": "string",
                    "enum": ["standard", "gp2", "gp3", "io1", "io2", "st1", "sc1"]
                  },
                  "iops": { "description": "I/O operations a second", "type": "integer", "minimum": 100, "maximum": 256000 },
                  "throughput": { "description": "MiB a second, gp3 only", "type": "integer", "minimum": 125, "maximum": 2000 },
                  "snapshot": { "description": "id of a snapshot to begin from", "type": "string", "pattern": "^snap-[0-9a-f]+$" },
                  "encrypted": { "description": "whether the disk is encrypted", "type": "boolean" }
                }
              }
            },
            "spot": {
              "description": "true for spot instances, which cost less and may be taken away",
              "type": "boolean"
            },
            "spotMaxPrice": {
              "description": "the most to pay an hour for a spot instance, in US dollars, such as '0.02'; without it the on-demand price",
              "type": "string",
              "pattern": "^[0-9]+(\\.[0-9]+)?$"
            },
            "launchTemplate": {
              "description": "an EC2 launch template; the other properties count before what it says",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "id": { "description": "lt-...", "type": "string", "pattern": "^lt-[0-9a-f]+$" },
                "name": { "description": "its name", "type": "string", "minLength": 3, "maxLength": 128 },
                "version": {
                  "description": "a number, $Latest or $Default",
                  "type": "string",
                  "pattern": "^([0-9]+|\\$Latest|\\$Default)$"
                }
              }
            },
            "profile": {
              "description": "profile of the AWS credential files on Kadende's machine",
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            },
            "accessKeyId": { "description": "access key, instead of the usual chain", "type": "string", "minLength": 1, "maxLength": 255 },
            "secretAccessKey": {
              "description": "its secret, as ${secret:name}",
              "type": "string",
              "minLength": 1,
              "maxLength": 1024
            },
            "sessionToken": {
              "description": "its session token, where it has one",
              "type": "string",
              "minLength": 1,
              "maxLength": 16384
            },
            "endpoint": {
              "description": "where EC2 answers, for private clouds and tests",
              "type": "string",
              "pattern": "^https?://[^\\s@]+$"
            }
          }
        }
        """;
}
