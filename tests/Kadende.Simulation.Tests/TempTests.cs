using System.Diagnostics;
using Kadende.Core.Specs;
using Kadende.Simulation.Tests.Mutants;
using Xunit;

namespace Kadende.Simulation.Tests;

public sealed class TempTests
{
    [Fact]
    public void Measure()
    {
        var said = "";
        for (var round = 0; round < 3; round++)
        {
            var world = new World(3, Mutant.None, false);
            var sw = Stopwatch.StartNew();
            for (var i = 0; i < 20; i++) { _ = new Hosts.Process(world, "x"); }
            said += $"process {sw.Elapsed.TotalMicroseconds / 20} us\n";
            sw.Restart();
            var source = world.Scenario.Clusters[0].ToSource();
            for (var i = 0; i < 100; i++) { _ = SpecReader.Read(source); }
            said += $"spec {sw.Elapsed.TotalMicroseconds / 100} us groups {world.Scenario.Clusters[0].Groups.Count}\n";
            sw.Restart();
            for (var i = 0; i < 5; i++) { var r = Simulation.Run(40, Mutant.None); said += $"{r.Steps} {r.Passes}"; }
            said += $"sim40 {sw.Elapsed.TotalMilliseconds / 5} ms\n";
        }
        Assert.Fail(said);
    }
}
