using Kadende.Benchmarks.Measurements;
using Kadende.Benchmarks.Planning;
using Kadende.TestKit.Azurite;

namespace Kadende.Benchmarks;

/// <summary>Measures Kadende; <c>docs/performance.md</c> tells what is measured and shows the figures.</summary>
public static class Program
{
    private const string Usage = """
        dotnet run -c Release --project tests/Kadende.Benchmarks -- COMMAND

          planner                                        deciding about groups of 100, 1,000 and 10,000 nodes
          create [file|simulated] [N]                    from PUT to N nodes Running; --repeats 5, --disk
          converged [N]                                  a pass over N nodes with nothing to do; --passes 50, --disk
          fleet [clusters groups nodes interval minutes] many groups kept in rhythm; 200 10 25 60 5
          checks [N] [http|ssh]                          a look that asks N checks, answering and silent; --repeats 5
          heal                                           from the end of a process to its successor; --repeats 10
          sick [interval] [answers]                      from a process that stops answering to its successor; 15 3; --repeats 3
          roll [N] [surge %]                             a rolling update of N simulated nodes; 1000 10; --repeats 3
          load [clients seconds]                         clients that read and write at once; 200 60; --disk
          aws [N]                                        N machines made and listed through aws on moto; 500; --repeats 3
        """;

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // What was started is stopped on the way out.
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            await RunAsync(Arguments.Parse(args), stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (UsageException fault)
        {
            await Console.Error.WriteLineAsync($"{fault.Message}\n\n{Usage}");
            return 2;
        }
        catch (Exception failure) when (failure is MeasurementException or AzuriteMissingException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static Task RunAsync(Arguments arguments, CancellationToken cancellationToken) =>
        arguments.Command switch
        {
            "planner" => PlannerRun.RunAsync(),
            "create" => CreateMeasurement.RunAsync(arguments, cancellationToken),
            "converged" => ConvergedMeasurement.RunAsync(arguments, cancellationToken),
            "fleet" => FleetMeasurement.RunAsync(arguments, cancellationToken),
            "sick" => SickMeasurement.RunAsync(arguments, cancellationToken),
            "roll" => RollMeasurement.RunAsync(arguments, cancellationToken),
            "checks" => ChecksMeasurement.RunAsync(arguments, cancellationToken),
            "load" => LoadMeasurement.RunAsync(arguments, cancellationToken),
            "aws" => AwsMeasurement.RunAsync(arguments, cancellationToken),
            "heal" => HealMeasurement.RunAsync(arguments, cancellationToken),
            _ => throw new UsageException($"There is no command '{arguments.Command}'."),
        };
}
