// The function app on Flex Consumption. All its connections are made by its identity.
param location string
param name string
param planName string
param identityId string
param identityClientId string
param storageAccountName string
param tableServiceUri string
param deploymentContainerUri string
param applicationInsightsConnectionString string
param adminTokenSecretUri string
param teamVaultUri string
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReadyInstances int
param zoneRedundant bool
param publicUrl string
param oidcAuthority string
param oidcAudiences string[]
param oidcMappings oidcMapping[]
param extraSettings object
param tags object

@export()
@description('What a claim of a token gives: a role in a team, or the rights of an administrator.')
type oidcMapping = {
  claim: string?
  value: string
  team: string?
  role: ('viewer' | 'operator' | 'editor' | 'admin')?
  administrator: bool?
}

var oidc = 'Kadende__Access__Oidc'
var oidcSettings = empty(oidcAuthority)
  ? {}
  : reduce(
      concat(
        [
          { '${oidc}__Authority': oidcAuthority }
          toObject(range(0, length(oidcAudiences)), i => '${oidc}__Audiences__${i}', i => oidcAudiences[i])
        ],
        map(range(0, length(oidcMappings)), i =>
          toObject(
            items(oidcMappings[i]),
            part => '${oidc}__Mappings__${i}__${toUpper(substring(part.key, 0, 1))}${substring(part.key, 1)}',
            part => string(part.value)
          ))
      ),
      {},
      (all, some) => union(all, some)
    )

// Their machines are on the instance of the app that made them, or in its memory: on an app that scales out the others do not find them.
// No team is called so, which leaves them to administrators.
var boundToOneHost = toObject(['docker', 'file', 'process', 'simulated'], plugin => 'Kadende__PluginTeams__${plugin}__0', plugin => '-')

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
              {
                name: 'durable'
                instanceCount: alwaysReadyInstances
              }
            ]
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    // All of them at once: what is not here is removed by the next deployment.
    properties: union(
      {
        AzureWebJobsStorage__accountName: storageAccountName
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        // Names the identity to DefaultAzureCredential, which sends our telemetry.
        AZURE_CLIENT_ID: identityClientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        Kadende__Store__TableServiceUri: tableServiceUri
        Kadende__Store__IdentityClientId: identityClientId
        Kadende__Secrets__KeyVault: teamVaultUri
        Kadende__Access__AdminToken: '@Microsoft.KeyVault(SecretUri=${adminTokenSecretUri})'
        Kadende__Public__Url: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
        // The worker itself believes the Functions host, which writes the headers anew and knows the caller's address.
        Kadende__Limits__TrustedProxies: '0'
      },
      boundToOneHost,
      oidcSettings,
      extraSettings
    )
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
