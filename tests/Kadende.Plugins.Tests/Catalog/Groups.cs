using System.Text.Json;
using Kadende.Core.Specs;

namespace Kadende.Plugins.Tests.Catalog;

/// <summary>Groups as the language would have read them.</summary>
internal static class Groups
{
    /// <summary>A group <c>web</c> of the provider <c>vm</c>; its properties begin in line 10.</summary>
    public static GroupSpec Of(string properties)
    {
        const string Root = "groups/web/resourceProperties";
        return new GroupSpec
        {
            Path = GroupPath.Parse("web"),
            Slots = ["0"],
            HasLogicalIds = false,
            Resources =
            [
                new ResourceSpec
                {
                    Plugin = new PluginRef("vm", "latest", null, null),
                    Properties = JsonDocument.Parse(properties).RootElement,
                    ConfigHash = "00000000000000000000000000000000",
                    PluginMark = new SpecMark("groups/web/resourcePlugin", 5, 7),
                    PropertiesPath = Root,
                    PropertyMarks = new Dictionary<string, SpecMark>
                    {
                        [""] = new(Root, 10, 9),
                        ["image"] = new($"{Root}/image", 11, 9),
                        ["disks"] = new($"{Root}/disks", 12, 9),
                        ["disks/0/size"] = new($"{Root}/disks/0/size", 13, 9),
                    },
                },
            ],
            Labels = new Dictionary<string, string>(),
            Init = null,
            Health = new HealthSpec
            {
                Interval = TimeSpan.FromSeconds(15),
                Grace = TimeSpan.FromMinutes(1),
                UnhealthyAfter = 3,
                HealthyAfter = 1,
                Combine = CheckCombination.Any,
                Checks = [],
            },
            Repair = new RepairSpec
            {
                Auto = true,
                Order = ReplaceOrder.LaunchFirst,
                MaxInFlight = Amount.Percent(10),
                Breaker = Amount.Percent(40),
                Retries = 3,
                BackoffFrom = TimeSpan.FromMinutes(1),
                BackoffTo = TimeSpan.FromMinutes(30),
            },
            Update = new UpdateSpec(Amount.Nodes(1), Amount.Nodes(0)),
            Terminate = SurplusOrder.Oldest,
            CreateTimeout = TimeSpan.FromMinutes(20),
            UnknownInstances = UnknownInstances.Delete,
            Paused = false,
        };
    }

    /// <summary>The group with its resource changed.</summary>
    public static GroupSpec With(this GroupSpec group, Func<ResourceSpec, ResourceSpec> change) =>
        group with
        {
            Resources = [change(group.Resources[0])],
        };
}
