using 'main.bicep'

param environment = 'dev'
param adminToken = readEnvironmentVariable('KADENDE_ADMIN_TOKEN')
param instanceMemoryMB = 2048
param maximumInstanceCount = 40
param alwaysReadyInstances = 0
param zoneRedundant = false
param logRetentionDays = 30
