using Amazon.EC2;
using Amazon.EC2.Model;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>Removes machines together; EC2 refuses all of them for the sake of one, so those are looked for by halves.</summary>
internal sealed class AwsRemoval(IAmazonEC2 client)
{
    public async Task<IReadOnlyList<DestroyResult>> RemoveAsync(
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    )
    {
        var results = new Dictionary<string, DestroyResult>(StringComparer.Ordinal);
        // What cannot be an id names no machine of EC2's.
        foreach (var id in ids.Where(id => !IsId(id)))
        {
            results[id] = new DestroyResult.Accepted();
        }

        await RemoveAsync([.. ids.Where(IsId).Distinct(StringComparer.Ordinal)], results, cancellationToken);
        return [.. ids.Select(id => results[id])];
    }

    public static bool IsId(string id) =>
        id.Length is > 2 and <= 32
        && id.StartsWith("i-", StringComparison.Ordinal)
        && id.Skip(2).All(char.IsAsciiHexDigit);

    private async Task RemoveAsync(
        List<string> ids,
        Dictionary<string, DestroyResult> results,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
        {
            return;
        }

        DestroyResult result = new DestroyResult.Accepted();
        try
        {
            var request = new TerminateInstancesRequest { InstanceIds = ids };
            await AwsCall.AskAsync(() => client.TerminateInstancesAsync(request, cancellationToken), cancellationToken);
        }
        catch (ProviderException failure)
            when (ids.Count > 1 && failure is (InstanceGoneException or RequestRejectedException))
        {
            var half = ids.Count / 2;
            await RemoveAsync(ids[..half], results, cancellationToken);
            await RemoveAsync(ids[half..], results, cancellationToken);
            return;
        }
        catch (InstanceGoneException)
        {
            result = new DestroyResult.Accepted();
        }
        catch (ProviderException failure)
        {
            result = new DestroyResult.Failed(failure);
        }

        ids.ForEach(id => results[id] = result);
    }
}
