using Kadende.TestKit.Azurite;
using Kadende.TestKit.Moto;
using Xunit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: AssemblyFixture(typeof(MotoFixture))]
