namespace Kadende.Plugins.Aws;

/// <summary>Which property an error code of a launch speaks of.</summary>
internal static class AwsFaultPaths
{
    private static readonly (string Start, string Path)[] Paths =
    [
        ("InvalidAMIID", "image"),
        ("InvalidAMIName", "image"),
        ("InvalidAMIAttribute", "image"),
        ("InvalidKeyPair", "key"),
        ("InvalidSubnet", "subnets"),
        ("InsufficientFreeAddresses", "subnets"),
        ("InvalidGroup", "securityGroups"),
        ("InvalidSecurityGroup", "securityGroups"),
        ("SecurityGroupLimit", "securityGroups"),
        ("InvalidZone", "zones"),
        ("InvalidAvailabilityZone", "zones"),
        ("InvalidInstanceType", "instanceType"),
        ("InstanceLimit", "instanceType"),
        ("VcpuLimit", "instanceType"),
        ("Unsupported", "instanceType"),
        ("InvalidIamInstanceProfile", "iamInstanceProfile"),
        ("NoSuchEntity", "iamInstanceProfile"),
        ("InvalidLaunchTemplate", "launchTemplate"),
        ("InvalidBlockDeviceMapping", "disks"),
        ("InvalidSnapshot", "disks"),
        ("InvalidVolume", "disks"),
        ("VolumeLimit", "disks"),
        ("VolumeTypeNotAvailable", "disks"),
        ("MaxIOPSLimit", "disks"),
        ("MaxSpot", "spot"),
        ("SpotMaxPrice", "spotMaxPrice"),
    ];

    /// <summary>Empty, the whole of the properties, where the code says too little.</summary>
    public static string Of(string? code) =>
        code is null
            ? ""
            : Paths.FirstOrDefault(one => code.StartsWith(one.Start, StringComparison.Ordinal)).Path ?? "";
}
