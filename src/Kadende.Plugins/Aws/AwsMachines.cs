using Amazon.EC2;
using Kadende.Sdk.Providers;
using Ec2Instance = Amazon.EC2.Model.Instance;

namespace Kadende.Plugins.Aws;

/// <summary>EC2's instances as the contract's.</summary>
internal static class AwsMachines
{
    public static Instance Of(Ec2Instance machine, bool impaired)
    {
        var tags = (machine.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        var (labels, logicalId) = LaunchList.Read(tags, machine.AmiLaunchIndex ?? 0);
        return new Instance
        {
            Id = machine.InstanceId,
            State = impaired && IsRunning(machine) ? InstanceState.Failed : StateOf(machine),
            Labels = labels,
            LogicalId = logicalId,
            CreatedAt = machine.LaunchTime is { } launched
                ? new DateTimeOffset(launched.ToUniversalTime(), TimeSpan.Zero)
                : null,
            Address = Text(machine.PublicIpAddress) ?? Text(machine.PrivateIpAddress),
            Details = Details(machine),
        };
    }

    public static bool IsGone(Ec2Instance machine) => machine.State?.Name == InstanceStateName.Terminated;

    private static bool IsRunning(Ec2Instance machine) => machine.State?.Name == InstanceStateName.Running;

    private static InstanceState StateOf(Ec2Instance machine) =>
        machine.State?.Name?.Value switch
        {
            "pending" => InstanceState.Starting,
            "running" => InstanceState.Running,
            "stopping" or "stopped" => InstanceState.Stopped,
            "shutting-down" or "terminated" => InstanceState.Terminating,
            _ => InstanceState.Unknown,
        };

    private static Dictionary<string, string> Details(Ec2Instance machine) =>
        new (string Name, string? Value)[]
        {
            ("zone", machine.Placement?.AvailabilityZone),
            ("instanceType", machine.InstanceType?.Value),
            ("image", machine.ImageId),
            ("privateIp", machine.PrivateIpAddress),
            ("lifecycle", machine.InstanceLifecycle?.Value),
            ("reason", machine.StateReason?.Code),
        }
            .Where(detail => Text(detail.Value) is not null)
            .ToDictionary(detail => detail.Name, detail => detail.Value!, StringComparer.Ordinal);

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
