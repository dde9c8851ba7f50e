using Kadende.Benchmarks.Figures;
using Kadende.Benchmarks.Hosts;

namespace Kadende.Benchmarks.Measurements;

/// <summary>
/// What the provider aws adds to what EC2 costs anyway: machines made through it against the same machines made by the bare client in
/// one call, and listings of more and more machines. Both ask the same moto through the same front.
/// </summary>
internal static class AwsMeasurement
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Number(0, "the number of machines", 500);
        var repeats = arguments.Option("--repeats", 3);
        Surroundings.Print();
        await CreateAsync(count, repeats, cancellationToken);
        await ListAsync(repeats, cancellationToken);
    }

    private static async Task CreateAsync(int count, int repeats, CancellationToken cancellationToken)
    {
        var table = new Table("", "min", "median", "max", "target");
        var (bare, provider, ratio) = (new Spread(), new Spread(), new Spread());
        for (var run = 0; run < repeats; run++)
        {
            var direct = await InNewCloudAsync(
                (cloud, number) => cloud.CreateBareAsync("made", number, cancellationToken),
                count,
                cancellationToken
            );
            var through = await InNewCloudAsync(
                (cloud, number) => cloud.CreateAsync("made", number, cancellationToken),
                count,
                cancellationToken
            );
            bare.Add(direct);
            provider.Add(through);
            ratio.Add(through / direct);
        }

        table.Add($"{count} machines by the bare client, one call (s)", bare, "0.00", "");
        table.Add($"{count} machines through aws (s)", provider, "0.00", "");
        table.Add("through aws / bare", ratio, "0.00", "1.5");
        table.Print();
    }

    /// <summary>moto keeps what was terminated and goes through it for every call: only empty clouds are alike.</summary>
    private static async Task<TimeSpan> InNewCloudAsync(
        Func<MotoCloud, int, Task> create,
        int count,
        CancellationToken cancellationToken
    )
    {
        await using var cloud = await MotoCloud.StartAsync(cancellationToken);
        // The first calls are not what later ones are.
        await create(cloud, 10);
        return await TimeAsync(() => create(cloud, count));
    }

    /// <summary>
    /// For twice the machines moto needs four times as long, so that a listing of 2,000 does not come in time; what counts is what the
    /// provider adds to the bare client's.
    /// </summary>
    private static async Task ListAsync(int repeats, CancellationToken cancellationToken)
    {
        await using var cloud = await MotoCloud.StartAsync(cancellationToken);
        var table = new Table("", "min", "median", "max", "target");
        var there = 0;
        foreach (var size in (int[])[125, 250, 500])
        {
            await cloud.CreateAsync("listed", size - there, cancellationToken);
            there = size;
            var (bare, provider, ratio) = (new Spread(), new Spread(), new Spread());
            for (var run = 0; run < repeats; run++)
            {
                var direct = await TimeAsync(() => cloud.ListBareAsync("listed", size, cancellationToken));
                var through = await TimeAsync(() => cloud.ListAsync("listed", size, cancellationToken));
                bare.Add(direct);
                provider.Add(through);
                ratio.Add(through / direct);
            }

            table.Add($"a listing of {size} machines by the bare client (s)", bare, "0.00", "");
            table.Add($"a listing of {size} machines through aws (s)", provider, "0.00", "");
            table.Add("through aws / bare", ratio, "0.00", "as of the size before");
        }

        table.Print();
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var begun = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(begun);
    }
}
