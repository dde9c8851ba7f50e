using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Aws;

/// <summary>
/// Asks EC2 about everything that the properties name, all of it at once, and then for a launch that is only tried. Filters are used
/// rather than ids, since a filter that finds nothing is an empty answer and not a failure.
/// </summary>
internal sealed class AwsValidation(IAmazonEC2 client, AwsProperties properties, CancellationToken cancellationToken)
{
    public async Task<IReadOnlyList<PropertyFault>> FaultsAsync()
    {
        var found = await Task.WhenAll(
            ImageAsync(),
            InstanceTypeAsync(),
            KeyAsync(),
            ZonesAsync(),
            SubnetsAsync(),
            SecurityGroupsAsync(),
            LaunchTemplateAsync()
        );
        List<PropertyFault> faults = [.. found.SelectMany(each => each)];
        return faults.Count > 0 ? faults : await TryAsync(1);
    }

    /// <summary>
    /// EC2 tells no limits of machines, so a launch of all of them is only tried; how many addresses its subnets have left, it tells.
    /// </summary>
    public async Task<IReadOnlyList<PropertyFault>> RoomFaultsAsync(int more)
    {
        var faults = await TryAsync(more);
        return faults.Count > 0 || properties.Subnets.Count == 0 ? faults : await AddressFaultsAsync(more);
    }

    private async Task<IReadOnlyList<PropertyFault>> AddressFaultsAsync(int more)
    {
        var left = (await KnownSubnetsAsync()).Sum(subnet => subnet.AvailableIpAddressCount ?? 0);
        return left >= more
            ? []
            :
            [
                new PropertyFault(
                    "subnets",
                    $"{more} more machines need as many addresses, and these subnets have {left} left: name more subnets, or fewer machines."
                ),
            ];
    }

    private async Task<IEnumerable<PropertyFault>> ImageAsync()
    {
        if (properties.Image is not { } image || image.StartsWith("resolve:", StringComparison.Ordinal))
        {
            return [];
        }

        if (AwsImages.Family(image, properties.InstanceType) is not null)
        {
            try
            {
                await AwsImages.ResolveAsync(client, properties, cancellationToken);
                return [];
            }
            catch (RequestRejectedException failure)
            {
                return [new PropertyFault("image", failure.Message)];
            }
        }

        var request = new DescribeImagesRequest { Filters = [new Filter("image-id", [image])] };
        var answer = await AskAsync(() => client.DescribeImagesAsync(request, cancellationToken));
        return Missing("image", [image], answer.Images?.Select(one => one.ImageId), "image");
    }

    private async Task<IEnumerable<PropertyFault>> InstanceTypeAsync()
    {
        if (properties.InstanceType is not { } type)
        {
            return [];
        }

        var request = new DescribeInstanceTypeOfferingsRequest { Filters = [new Filter("instance-type", [type])] };
        var answer = await AskAsync(() => client.DescribeInstanceTypeOfferingsAsync(request, cancellationToken));
        return Missing(
            "instanceType",
            [type],
            answer.InstanceTypeOfferings?.Select(one => one.InstanceType.Value),
            "instance type"
        );
    }

    private async Task<IEnumerable<PropertyFault>> KeyAsync()
    {
        if (properties.Key is not { } key)
        {
            return [];
        }

        var request = new DescribeKeyPairsRequest { Filters = [new Filter("key-name", [key])] };
        var answer = await AskAsync(() => client.DescribeKeyPairsAsync(request, cancellationToken));
        return Missing("key", [key], answer.KeyPairs?.Select(one => one.KeyName), "key pair");
    }

    private async Task<IEnumerable<PropertyFault>> ZonesAsync()
    {
        if (properties.Zones.Count == 0)
        {
            return [];
        }

        var request = new DescribeAvailabilityZonesRequest
        {
            Filters = [new Filter("zone-name", [.. properties.Zones])],
        };
        var answer = await AskAsync(() => client.DescribeAvailabilityZonesAsync(request, cancellationToken));
        return Missing("zones/{0}", properties.Zones, answer.AvailabilityZones?.Select(one => one.ZoneName), "zone");
    }

    private async Task<IEnumerable<PropertyFault>> SubnetsAsync()
    {
        if (properties.Subnets.Count == 0)
        {
            return [];
        }

        var known = await KnownSubnetsAsync();
        return Missing("subnets/{0}", properties.Subnets, known.Select(one => one.SubnetId), "subnet");
    }

    private async Task<IReadOnlyList<Subnet>> KnownSubnetsAsync()
    {
        var request = new DescribeSubnetsRequest { Filters = [new Filter("subnet-id", [.. properties.Subnets])] };
        var answer = await AskAsync(() => client.DescribeSubnetsAsync(request, cancellationToken));
        return answer.Subnets ?? [];
    }

    private async Task<IEnumerable<PropertyFault>> SecurityGroupsAsync()
    {
        if (properties.SecurityGroups.Count == 0)
        {
            return [];
        }

        var request = new DescribeSecurityGroupsRequest
        {
            Filters = [new Filter("group-id", [.. properties.SecurityGroups])],
        };
        var answer = await AskAsync(() => client.DescribeSecurityGroupsAsync(request, cancellationToken));
        return Missing(
            "securityGroups/{0}",
            properties.SecurityGroups,
            answer.SecurityGroups?.Select(one => one.GroupId),
            "security group"
        );
    }

    private async Task<IEnumerable<PropertyFault>> LaunchTemplateAsync()
    {
        if (properties.LaunchTemplate is not { } template)
        {
            return [];
        }

        // No filter takes the id, so that both are asked for as such, and a name that does not exist is a failure.
        var request = new DescribeLaunchTemplatesRequest
        {
            LaunchTemplateIds = template.Id is { } id ? [id] : null,
            LaunchTemplateNames = template.Name is { } name ? [name] : null,
        };
        try
        {
            await AskAsync(() => client.DescribeLaunchTemplatesAsync(request, cancellationToken));
            return [];
        }
        catch (RequestRejectedException failure)
        {
            var path = template.Id is null ? "launchTemplate/name" : "launchTemplate/id";
            return [new PropertyFault(path, failure.Message)];
        }
    }

    private async Task<IReadOnlyList<PropertyFault>> TryAsync(int machines)
    {
        var request = AwsLaunch.Request(
            properties,
            await AwsImages.ResolveAsync(client, properties, cancellationToken),
            place: 0
        );
        request.MinCount = machines;
        request.MaxCount = machines;
        request.DryRun = true;
        try
        {
            await AskAsync(() => client.RunInstancesAsync(request, cancellationToken));
            return [];
        }
        catch (ProviderException failure)
            when (failure.InnerException is AmazonServiceException { ErrorCode: "DryRunOperation" })
        {
            return [];
        }
        catch (Exception failure) when (failure is RequestRejectedException or QuotaExceededException)
        {
            var code = (failure.InnerException as AmazonServiceException)?.ErrorCode;
            return [new PropertyFault(AwsFaultPaths.Of(code), failure.Message)];
        }
        catch (NoCapacityException)
        {
            // Room comes and goes; it is no fault of the spec.
            return [];
        }
    }

    private Task<T> AskAsync<T>(Func<Task<T>> call) => AwsCall.AskAsync(call, cancellationToken);

    private IEnumerable<PropertyFault> Missing(
        string path,
        IReadOnlyList<string> wanted,
        IEnumerable<string>? found,
        string what
    )
    {
        var known = (found ?? []).ToHashSet(StringComparer.Ordinal);
        return wanted
            .Select((name, index) => (Name: name, Path: path.Replace("{0}", $"{index}", StringComparison.Ordinal)))
            .Where(one => !known.Contains(one.Name))
            .Select(one => new PropertyFault(
                one.Path,
                $"The region {properties.Region} has no {what} '{one.Name}' that this account may use: name one that exists there."
            ));
    }
}
