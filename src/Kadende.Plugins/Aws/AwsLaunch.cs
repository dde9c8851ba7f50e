using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace Kadende.Plugins.Aws;

/// <summary>What EC2 is asked for: the launch of some machines.</summary>
internal static class AwsLaunch
{
    /// <param name="image">The id of the image; null: the launch template has one.</param>
    /// <param name="place">Which of the zones or subnets.</param>
    public static RunInstancesRequest Request(AwsProperties properties, string? image, int place)
    {
        var request = new RunInstancesRequest
        {
            ImageId = image,
            InstanceType = properties.InstanceType,
            KeyName = properties.Key,
            MinCount = 1,
            MaxCount = 1,
            BlockDeviceMappings = properties.Disks.Count == 0 ? null : [.. properties.Disks.Select(Disk)],
            InstanceMarketOptions = properties.Spot ? Spot(properties) : null,
            LaunchTemplate = properties.LaunchTemplate is { } template ? Template(template) : null,
            IamInstanceProfile = properties.IamInstanceProfile is { } profile ? Profile(profile) : null,
            Placement =
                properties.Zones.Count == 0 ? null : new Placement { AvailabilityZone = properties.Zones[place] },
        };
        Connect(request, properties, place);
        return request;
    }

    /// <summary>The machines of a batch: as many of them as there is room for, none twice.</summary>
    public static RunInstancesRequest Request(AwsProperties properties, string? image, LaunchBatch batch)
    {
        var request = Request(properties, image, batch.Place);
        var tags = batch.Tags.Select(tag => new Tag(tag.Key, tag.Value)).ToList();
        request.MaxCount = batch.Requests.Count;
        request.ClientToken = batch.ClientToken;
        request.UserData = batch.Init is { } init ? Convert.ToBase64String(Encoding.UTF8.GetBytes(init)) : null;
        request.TagSpecifications =
        [
            new TagSpecification { ResourceType = ResourceType.Instance, Tags = tags },
            new TagSpecification { ResourceType = ResourceType.Volume, Tags = tags },
            new TagSpecification { ResourceType = ResourceType.NetworkInterface, Tags = tags },
        ];
        return request;
    }

    /// <summary>A wish about the public address stands on the network interface, and then the rest of the network has to stand there too.</summary>
    private static void Connect(RunInstancesRequest request, AwsProperties properties, int place)
    {
        var subnet = properties.Subnets.Count == 0 ? null : properties.Subnets[place];
        List<string>? groups = properties.SecurityGroups.Count == 0 ? null : [.. properties.SecurityGroups];
        if (properties.PublicIp is { } publicIp)
        {
            request.NetworkInterfaces =
            [
                new InstanceNetworkInterfaceSpecification
                {
                    DeviceIndex = 0,
                    SubnetId = subnet,
                    Groups = groups,
                    AssociatePublicIpAddress = publicIp,
                    DeleteOnTermination = true,
                },
            ];
            return;
        }

        request.SubnetId = subnet;
        request.SecurityGroupIds = groups;
    }

    private static BlockDeviceMapping Disk(AwsDisk disk) =>
        new()
        {
            DeviceName = disk.Device,
            Ebs = new EbsBlockDevice
            {
                VolumeSize = disk.Size,
                VolumeType = disk.Type,
                Iops = disk.Iops,
                Throughput = disk.Throughput,
                SnapshotId = disk.Snapshot,
                Encrypted = disk.Encrypted,
                DeleteOnTermination = true,
            },
        };

    private static InstanceMarketOptionsRequest Spot(AwsProperties properties) =>
        new()
        {
            MarketType = MarketType.Spot,
            SpotOptions = new SpotMarketOptions
            {
                // A spot instance that is taken away is replaced by Kadende, not brought back by EC2.
                SpotInstanceType = SpotInstanceType.OneTime,
                InstanceInterruptionBehavior = InstanceInterruptionBehavior.Terminate,
                MaxPrice = properties.SpotMaxPrice,
            },
        };

    private static LaunchTemplateSpecification Template(AwsLaunchTemplate template) =>
        new()
        {
            LaunchTemplateId = template.Id,
            LaunchTemplateName = template.Name,
            Version = template.Version,
        };

    private static IamInstanceProfileSpecification Profile(string profile) =>
        profile.StartsWith("arn:", StringComparison.Ordinal)
            ? new IamInstanceProfileSpecification { Arn = profile }
            : new IamInstanceProfileSpecification { Name = profile };
}
