using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>Makes machines, one launch for each batch of machines that are alike.</summary>
internal sealed class AwsLauncher(IAmazonEC2 client, AwsProperties properties, AwsOptions options)
{
    public async Task<IReadOnlyList<CreateResult>> LaunchAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var image = await AwsImages.ResolveAsync(client, properties, cancellationToken);
        var batches = LaunchBatch.Of(requests, properties.Places).ToList();
        var results = new Dictionary<string, CreateResult>[batches.Count];
        await Parallel.ForAsync(
            0,
            batches.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
            async (number, stop) => results[number] = await LaunchAsync(batches[number], image, stop)
        );
        var byToken = results.SelectMany(each => each).ToDictionary(StringComparer.Ordinal);
        return [.. requests.Select(request => byToken[request.Token])];
    }

    private async Task<Dictionary<string, CreateResult>> LaunchAsync(
        LaunchBatch batch,
        string? image,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (batch.TagProblem() is { } problem)
            {
                return Failed(batch, problem);
            }

            var request = AwsLaunch.Request(properties, image, batch);
            return Made(batch, await RunAsync(request, cancellationToken));
        }
        catch (ProviderException failure)
        {
            return Failed(batch, failure);
        }
    }

    private async Task<List<Amazon.EC2.Model.Instance>> RunAsync(
        RunInstancesRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await AwsCall.AskAsync(
                () => client.RunInstancesAsync(request, cancellationToken),
                cancellationToken
            );
            return answer.Reservation?.Instances ?? [];
        }
        catch (ProviderUnavailableException failure)
            when (failure.InnerException is AmazonEC2Exception { ErrorCode: "IdempotentParameterMismatch" })
        {
            // Launched before with a boot script or an image of that moment: those machines are the ones.
            var known = await KnownAsync(request.ClientToken, cancellationToken);
            if (known.Count == 0)
            {
                throw;
            }

            return known;
        }
    }

    private async Task<List<Amazon.EC2.Model.Instance>> KnownAsync(
        string clientToken,
        CancellationToken cancellationToken
    )
    {
        var request = new DescribeInstancesRequest { Filters = [new Filter("client-token", [clientToken])] };
        var answer = await AwsCall.AskAsync(
            () => client.DescribeInstancesAsync(request, cancellationToken),
            cancellationToken
        );
        return [.. (answer.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? [])];
    }

    /// <summary>A launch may make fewer machines than it was asked for: the first ones of the batch, and never others later.</summary>
    private static Dictionary<string, CreateResult> Made(LaunchBatch batch, List<Amazon.EC2.Model.Instance> machines)
    {
        var byIndex = machines.ToDictionary(machine => machine.AmiLaunchIndex ?? 0);
        return batch
            .Requests.Select((request, index) => (request.Token, Result: ResultOf(byIndex.GetValueOrDefault(index))))
            .ToDictionary(made => made.Token, made => made.Result, StringComparer.Ordinal);
    }

    private static CreateResult ResultOf(Amazon.EC2.Model.Instance? machine) =>
        machine is null
            ? new CreateResult.Failed(
                new NoCapacityException("EC2 had room for a part of the launch only, and not for this machine.")
            )
            : new CreateResult.Created(AwsMachines.Of(machine, impaired: false));

    private static Dictionary<string, CreateResult> Failed(LaunchBatch batch, ProviderException failure) =>
        batch.Requests.ToDictionary(
            request => request.Token,
            CreateResult (_) => new CreateResult.Failed(failure),
            StringComparer.Ordinal
        );
}
