using 'main.bicep'

param environment = 'prod'
param adminToken = readEnvironmentVariable('KADENDE_ADMIN_TOKEN')
param instanceMemoryMB = 4096
param maximumInstanceCount = 200
// Zone redundancy asks for at least two.
param alwaysReadyInstances = 2
param zoneRedundant = true
param logRetentionDays = 90
param purgeProtection = true
