// Everything that one installation of Kadende needs, in one resource group. See docs/deploy.md.
targetScope = 'resourceGroup'

import { oidcMapping } from 'modules/app.bicep'

@description('Where everything is made.')
param location string = resourceGroup().location

@description('Which installation this is; a part of every name.')
@minLength(2)
@maxLength(8)
param environment string

@description('The token of the first administrator. Kept in the key vault; Kadende stores its hash only.')
@secure()
@minLength(32)
param adminToken string

@description('Memory of one instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances that the app may scale out to.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are always up for HTTP requests, and as many for passes: 0 scales to nothing between ticks.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Spread the app and its storage over the zones of the region, where the region has them.')
param zoneRedundant bool = false

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Keeps a deleted key vault from being purged before its time; cannot be switched off again.')
param purgeProtection bool = false

@description('Where machines and people reach the API, such as https://kadende.example; empty: the name that Azure gives the app.')
param publicUrl string = ''

@description('The issuer of tokens that are taken beside those of Kadende; empty: none. See docs/access.md.')
param oidcAuthority string = ''

@description('For whom tokens of the issuer must be made.')
param oidcAudiences string[] = []

@description('What claims of such tokens give.')
param oidcMappings oidcMapping[] = []

@description('More settings of the app, and others in place of those that are made here, such as { Kadende__Quotas__Nodes: \'500\' }.')
param extraSettings object = {}

@description('Tags of every resource.')
param tags object = {}

var suffix = take(uniqueString(resourceGroup().id, environment), 8)
var identityName = 'id-kadende-${environment}'
var allTags = union({ app: 'kadende', environment: environment }, tags)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: identityName
  location: location
  tags: allTags
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    name: 'stkadende${suffix}'
    identityName: identityName
    principalId: identity.properties.principalId
    zoneRedundant: zoneRedundant
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    environment: environment
    identityName: identityName
    principalId: identity.properties.principalId
    retentionDays: logRetentionDays
    tags: allTags
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    name: 'kv-kadende-${suffix}'
    identityName: identityName
    principalId: identity.properties.principalId
    adminToken: adminToken
    purgeProtection: purgeProtection
    tags: allTags
  }
}

module secrets 'modules/secrets.bicep' = {
  name: 'secrets'
  params: {
    location: location
    name: 'kv-kadende-t-${suffix}'
    identityName: identityName
    principalId: identity.properties.principalId
    purgeProtection: purgeProtection
    tags: allTags
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    location: location
    name: 'func-kadende-${environment}-${suffix}'
    planName: 'plan-kadende-${environment}'
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageAccountName: storage.outputs.name
    tableServiceUri: storage.outputs.tableServiceUri
    deploymentContainerUri: storage.outputs.deploymentContainerUri
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    adminTokenSecretUri: vault.outputs.adminTokenUri
    teamVaultUri: secrets.outputs.uri
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    zoneRedundant: zoneRedundant
    publicUrl: publicUrl
    oidcAuthority: oidcAuthority
    oidcAudiences: oidcAudiences
    oidcMappings: oidcMappings
    extraSettings: extraSettings
    tags: allTags
  }
}

@description('The function app: `func azure functionapp publish` and `az functionapp deployment` ask for it.')
output appName string = app.outputs.name

@description('Where the API answers.')
output url string = app.outputs.url

@description('The storage account with the tables, the Durable hub and the deployed package.')
output storageAccountName string = storage.outputs.name

@description('The key vault with the administrator\'s token.')
output keyVaultName string = vault.outputs.name

@description('The key vault with the secrets of teams.')
output teamVaultName string = secrets.outputs.name
