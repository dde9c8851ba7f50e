namespace Kadende.Plugins.Azure;

/// <summary>The JSON schema of <see cref="AzureProperties"/>, with descriptions for users.</summary>
internal static class AzureSchema
{
    public const string Text = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["subscriptionId", "resourceGroup", "location", "size", "image", "sshPublicKey", "subnet"],
          "properties": {
            "subscriptionId": {
              "description": "Id of the subscription.",
              "type": "string",
              "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
            },
            "resourceGroup": {
              "description": "Name of the resource group that the machines are made in. It must exist.",
              "type": "string",
              "pattern": "^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$"
            },
            "location": {
              "description": "Azure location, such as westeurope.",
              "type": "string",
              "pattern": "^[a-z0-9]{1,40}$"
            },
            "zones": {
              "description": "Availability zones of the location to spread the machines over, such as ['1', '2', '3'].",
              "type": "array",
              "minItems": 1,
              "maxItems": 3,
              "uniqueItems": true,
              "items": { "type": "string", "pattern": "^[1-9]$" }
            },
            "size": {
              "description": "VM size, such as Standard_B2s.",
              "type": "string",
              "pattern": "^[A-Za-z0-9_-]{1,64}$"
            },
            "image": {
              "description": "A Linux image: publisher:offer:sku:version, the resource id of an image, or debian, debian-12, ubuntu, ubuntu-22.04 or ubuntu-24.04.",
              "type": "string",
              "minLength": 1,
              "maxLength": 512
            },
            "subnet": {
              "description": "Resource id of the subnet, or its name beside virtualNetwork.",
              "type": "string",
              "pattern": "^(/subscriptions/[^/?#%]+/resourceGroups/[^/?#%]+/providers/Microsoft\\.Network/virtualNetworks/[^/?#%]+/subnets/[^/?#%]+|[A-Za-z0-9][A-Za-z0-9_.-]{0,79})$"
            },
            "virtualNetwork": {
              "description": "Name of the virtual network of the subnet.",
              "type": "string",
              "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
            },
            "virtualNetworkResourceGroup": {
              "description": "Resource group of the virtual network, when it is not that of the machines.",
              "type": "string",
              "pattern": "^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$"
            },
            "publicIp": {
              "description": "Gives each machine a public address of its own, which goes with it.",
              "type": "boolean"
            },
            "sshPublicKey": {
              "description": "Public key for SSH, as in a line of authorized_keys: ssh-rsa or ssh-ed25519.",
              "type": "string",
              "minLength": 1,
              "maxLength": 8192
            },
            "adminUser": {
              "description": "Who the key logs in as. Default azureuser.",
              "type": "string",
              "pattern": "^[a-z_][a-z0-9_-]{0,31}$"
            },
            "diskSize": {
              "description": "Size of the system disk in GiB; default: the image's.",
              "type": "integer",
              "minimum": 1,
              "maximum": 4095
            },
            "diskType": {
              "description": "Kind of the system disk.",
              "enum": ["Standard_LRS", "StandardSSD_LRS", "StandardSSD_ZRS", "Premium_LRS", "Premium_ZRS"]
            },
            "spot": {
              "description": "Takes spare capacity at a lower price; Azure may take the machine back at any time.",
              "type": "boolean"
            },
            "maxPrice": {
              "description": "Highest price in US dollars an hour for a spot machine; default: up to the usual price.",
              "type": "number",
              "exclusiveMinimum": 0
            },
            "identity": {
              "description": "Managed identity of the machines: system, or the resource id of a user-assigned one.",
              "type": "string",
              "pattern": "^(system|/subscriptions/[^/?#%]+/resourceGroups/[^/?#%]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/?#%]+)$"
            },
            "tenantId": {
              "description": "Tenant of the service principal; default: the host's own credentials.",
              "type": "string",
              "minLength": 1
            },
            "clientId": {
              "description": "Client id of the service principal, beside tenantId and clientSecret.",
              "type": "string",
              "minLength": 1
            },
            "clientSecret": {
              "description": "Secret of the service principal, as ${secret:name}.",
              "type": "string",
              "minLength": 1
            },
            "endpoint": {
              "description": "Address of Azure Resource Manager; default https://management.azure.com.",
              "type": "string",
              "minLength": 1
            },
            "authority": {
              "description": "Address that credentials are shown to; default: that of the endpoint's cloud.",
              "type": "string",
              "minLength": 1
            }
          }
        }
        """;
}
