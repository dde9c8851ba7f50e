using Kadende.TestKit.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
