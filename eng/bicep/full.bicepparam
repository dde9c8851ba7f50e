using '../../infra-bicep/main.bicep'

// A deployment with everything set: what comes of it stands in full.snapshot.json, whose settings a test binds as the app does.
param environment = 'full'
param adminToken = readEnvironmentVariable('KADENDE_ADMIN_TOKEN')
param alwaysReadyInstances = 2
param zoneRedundant = true
param purgeProtection = true
param publicUrl = 'https://kadende.example'
param oidcAuthority = 'https://login.example/v2.0'
param oidcAudiences = ['api://kadende', 'kadende']
param oidcMappings = [
  { value: 'id-of-a-group', team: 'blue', role: 'editor' }
  { claim: 'roles', value: 'kadende-administrators', administrator: true }
]
param extraSettings = {
  Kadende__Quotas__Nodes: '500'
  Kadende__PluginTeams__aws__0: 'blue'
}
param tags = { team: 'blue' }
