using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kadende.Benchmarks.Figures;

namespace Kadende.Benchmarks.Planning;

/// <summary>Runs <see cref="PlannerBenchmark"/>: few iterations, in this process, so that it ends within two minutes.</summary>
internal static class PlannerRun
{
    public static Task RunAsync()
    {
        Surroundings.Print();
        var files = Directory.CreateTempSubdirectory("kadende-bench-");
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Min)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(files.FullName);
        BenchmarkRunner.Run<PlannerBenchmark>(config);
        files.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
