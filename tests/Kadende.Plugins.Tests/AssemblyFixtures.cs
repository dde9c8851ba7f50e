using Kadende.TestKit.Moto;

[assembly: AssemblyFixture(typeof(MotoFixture))]
