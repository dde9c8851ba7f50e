using Kadende.TestKit.Azurite;
using Xunit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
