using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
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
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Min)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "kadende-bench-planner"));
        BenchmarkRunner.Run<PlannerBenchmark>(config);
        return Task.CompletedTask;
    }
}
