using Kadende.Core.Clusters;
using Kadende.Core.Scaling;
using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Specs;

public sealed class SpecReaderTests
{
    public static TheoryData<string> Examples() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("examples"), "*.yml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Read_Example_IsGood(string file) =>
        Assert.NotEmpty(Texts.Good(Repository.Read($"examples/{file}")).Groups);

    [Fact]
    public void Read_Sample_GivesItsGroupsInOrder()
    {
        var spec = Texts.Good(Repository.Read("examples/basic_cluster.yml"));

        Assert.Equal("basic_cluster", spec.Name);
        Assert.Equal("0.0.1", spec.Version);
        Assert.Equal(
            ["group1", "group2/sub-group1", "group2/sub-group2", "customDatacenter"],
            spec.Groups.Select(group => group.Path.Value)
        );
        Assert.Equal([2, 2, 3, 2], spec.Groups.Select(group => group.Slots.Count));
        Assert.Equal(
            """{"instanceType":"standard","memory":1,"sshKey":"mwas"}""",
            spec.Groups[2].Properties.GetRawText()
        );
        Assert.EndsWith("plugin.so", spec.Groups[3].Plugin.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SmallestGroup_HasTheDefaultsOfTheLanguage()
    {
        var group = Texts.GoodGroup();

        Assert.Equal(new PluginRef("file", "latest", null, null), group.Plugin);
        Assert.Equal(["0"], group.Slots);
        Assert.Equal("{}", group.Properties.GetRawText());
        Assert.Null(group.Init);
        Assert.Empty(group.Labels);
        Assert.Equal(TimeSpan.FromSeconds(15), group.Health.Interval);
        Assert.Equal(TimeSpan.FromMinutes(10), group.Health.Grace);
        Assert.Equal((3, 1), (group.Health.UnhealthyAfter, group.Health.HealthyAfter));
        Assert.Equal(CheckCombination.Any, group.Health.Combine);
        Assert.Empty(group.Health.Checks);
        Assert.True(group.Repair.Auto);
        Assert.Equal(ReplaceOrder.LaunchFirst, group.Repair.Order);
        Assert.Equal((Amount.Percent(10), Amount.Percent(40)), (group.Repair.MaxInFlight, group.Repair.Breaker));
        Assert.Equal(3, group.Repair.Retries);
        Assert.Equal(TimeSpan.FromMinutes(1), group.Repair.BackoffFrom);
        Assert.Equal(TimeSpan.FromMinutes(30), group.Repair.BackoffTo);
        Assert.Equal(new UpdateSpec(Amount.Nodes(1), Amount.Nodes(0)), group.Update);
        Assert.Equal(SurplusOrder.Oldest, group.Terminate);
        Assert.Equal(TimeSpan.FromMinutes(20), group.CreateTimeout);
        Assert.Equal(UnknownInstances.Delete, group.UnknownInstances);
        Assert.False(group.Paused);
    }

    [Fact]
    public void Read_EveryField_IsTaken()
    {
        var group = Texts.GoodGroup(
            """
            resourceProperties: { a: [1, two] }
            labels: { tier: web }
            init: echo
            health:
              interval: 2s
              grace: 500ms
              unhealthyAfter: 5
              healthyAfter: 2
              combine: all
              mode: enforce
              checks: [{ type: http, port: 80, timeout: 200ms }]
            repair:
              auto: false
              order: terminateFirst
              maxInFlight: 2
              breaker: 100%
              retries: 7
              backoff: { from: 2s, to: 1h }
            update: { strategy: rolling, maxSurge: 25%, maxUnavailable: 1, minReady: 0s }
            terminate: newest
            createTimeout: 2h
            unknownInstances: quarantine
            paused: true
            """
        );

        Assert.Equal("""{"a":[1,"two"]}""", group.Properties.GetRawText());
        Assert.Equal("web", group.Labels["tier"]);
        Assert.Equal("echo", group.Init);
        Assert.Equal(TimeSpan.FromSeconds(2), group.Health.Interval);
        Assert.Equal(TimeSpan.FromMilliseconds(500), group.Health.Grace);
        Assert.Equal((5, 2), (group.Health.UnhealthyAfter, group.Health.HealthyAfter));
        Assert.Equal(CheckCombination.All, group.Health.Combine);
        var check = Assert.Single(group.Health.Checks);
        Assert.Equal(("http", TimeSpan.FromMilliseconds(200)), (check.Type, check.Timeout));
        Assert.Equal("""{"port":80}""", check.Properties.GetRawText());
        Assert.False(group.Repair.Auto);
        Assert.Equal(ReplaceOrder.TerminateFirst, group.Repair.Order);
        Assert.Equal((Amount.Nodes(2), Amount.Percent(100)), (group.Repair.MaxInFlight, group.Repair.Breaker));
        Assert.Equal(7, group.Repair.Retries);
        Assert.Equal(TimeSpan.FromSeconds(2), group.Repair.BackoffFrom);
        Assert.Equal(TimeSpan.FromHours(1), group.Repair.BackoffTo);
        Assert.Equal(new UpdateSpec(Amount.Percent(25), Amount.Nodes(1)), group.Update);
        Assert.Equal(SurplusOrder.Newest, group.Terminate);
        Assert.Equal(TimeSpan.FromHours(2), group.CreateTimeout);
        Assert.Equal(UnknownInstances.Quarantine, group.UnknownInstances);
        Assert.True(group.Paused);
    }

    [Fact]
    public void Read_LogicalIds_AreTheSlots()
    {
        var group = Texts.Good(Texts.GroupWithoutSize("logicalIds: [b, a, 7]")).Groups[0];

        Assert.True(group.HasLogicalIds);
        Assert.Equal(["b", "a", "7"], group.Slots);
    }

    [Fact]
    public void Read_SizeSetByHand_StandsBesideTheText()
    {
        var sizes = new Dictionary<GroupPath, HandSize>
        {
            [GroupPath.Parse("web")] = Hand(3),
            [GroupPath.Parse("gone")] = Hand(9),
        };

        var good = Assert.IsType<SpecResult.Good>(SpecReader.Read(new SpecSource(Texts.Group(), sizes)));

        Assert.Equal((1, Hand(3)), (good.Spec.Groups[0].Slots.Count, good.Spec.Groups[0].Hand));
        Assert.Equal(Texts.GoodGroup().ConfigHash, good.Spec.Groups[0].ConfigHash);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void Read_SizeSetByHandOutOfRange_IsAFault(int size)
    {
        var sizes = new Dictionary<GroupPath, HandSize> { [GroupPath.Parse("web")] = Hand(size) };

        var faulty = Assert.IsType<SpecResult.Faulty>(SpecReader.Read(new SpecSource(Texts.Group(), sizes)));

        Assert.Equal("groups/web/size", Assert.Single(faulty.Faults).Path);
    }

    [Fact]
    public void Read_SizeSetByHandOfLogicalIds_IsIgnored()
    {
        var sizes = new Dictionary<GroupPath, HandSize> { [GroupPath.Parse("web")] = Hand(3) };
        var source = new SpecSource(Texts.GroupWithoutSize("logicalIds: [a]"), sizes);

        var good = Assert.IsType<SpecResult.Good>(SpecReader.Read(source));

        Assert.Equal((null, "a"), (good.Spec.Groups[0].Hand, Assert.Single(good.Spec.Groups[0].Slots)));
    }

    private static HandSize Hand(int size) => new(size, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), null);

    [Fact]
    public void Read_Labels_PassFromOutsideInAndTheInnermostWins()
    {
        var spec = Texts.Good(
            Texts.Head
                + """
                labels: { a: cluster, b: cluster, c: cluster }
                groups:
                  outer:
                    labels: { b: outer, c: outer }
                    inner: { size: 0, resourcePlugin: { name: x }, labels: { c: inner, d: 4 } }
                """
        );

        var labels = Assert.Single(spec.Groups).Labels;
        Assert.Equal(
            ["a=cluster", "b=outer", "c=inner", "d=4"],
            labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Read_SeveralFaults_AllAreToldInTheOrderOfTheText()
    {
        var faults = Texts.Faults(
            """
            name: a/b
            groups:
              web:
                sise: 3
                resourcePlugin: { name: file }
                paused: maybe
              db:
                size: -1
                resourcePlugin: { verison: 1 }
            """
        );

        Assert.Equal(
            [
                "1:1 version",
                "1:7 name",
                "4:5 groups/web",
                "4:5 groups/web/sise",
                "6:13 groups/web/paused",
                "8:11 groups/db/size",
                "9:21 groups/db/resourcePlugin/name",
                "9:23 groups/db/resourcePlugin/verison",
            ],
            faults.Select(fault => $"{fault.Line}:{fault.Column} {fault.Path}").Order(StringComparer.Ordinal)
        );
        Assert.Equal(faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column), faults);
        Assert.Contains(faults, fault => fault.Message == "unknown field 'sise'; did you mean 'size'?");
        Assert.Contains(faults, fault => fault.Message == "unknown field 'verison'; did you mean 'version'?");
    }

    [Fact]
    public void Read_OneFaultyGroup_TheOthersAreSound()
    {
        var faulty = Assert.IsType<SpecResult.Faulty>(
            Texts.Read(
                Texts.Head
                    + """
                    groups:
                      bad: { size: x, resourcePlugin: { name: file } }
                      good: { size: 1, resourcePlugin: { name: file } }
                      goods: { size: x, resourcePlugin: { name: file } }
                    """
            )
        );

        Assert.Equal("good", Assert.Single(faulty.SoundGroups).Path.Value);
    }

    [Fact]
    public void Read_FaultOfTheCluster_LeavesItsGroupsSound()
    {
        var faulty = Assert.IsType<SpecResult.Faulty>(Texts.Read(Texts.Group().Replace("name: c", "nme: c")));

        Assert.Single(faulty.SoundGroups);
    }

    [Fact]
    public void Read_Properties_HaveTheirPlaces()
    {
        var group = Texts.GoodGroup("resourceProperties:\n  disks:\n    - size: 5\n  a/b: 1");

        Assert.Equal(new SpecMark("groups/web/resourcePlugin", 5, 21), group.PluginMark);
        Assert.Equal(
            new SpecMark("groups/web/resourceProperties/disks/0/size", 9, 17),
            group.PropertyMarks["disks/0/size"]
        );
        Assert.Equal(new SpecMark("groups/web/resourceProperties/a/b", 10, 12), group.PropertyMarks["a/b"]);
        Assert.Equal(8, group.PropertyMarks[""].Line);
        Assert.Equal(["", "disks", "disks/0", "disks/0/size", "a/b"], group.PropertyMarks.Keys);
        Assert.False(group.PropertyMarks.ContainsKey("disks/1"));
    }

    [Fact]
    public void Read_NoProperties_TheirPlaceIsTheGroup() =>
        Assert.Equal(
            new SpecMark("groups/web/resourceProperties", 5, 5),
            Assert.Single(Texts.GoodGroup().PropertyMarks).Value
        );

    [Fact]
    public void Read_Checks_HaveTheirPlaces()
    {
        var check = Texts.GoodGroup("health:\n  checks:\n    - type: http\n      port: 80").Health.Checks[0];

        Assert.Equal(new SpecMark("groups/web/health/checks/0/port", 10, 17), check.Marks["port"]);
        Assert.Equal(9, check.Marks["type"].Line);
        Assert.Equal(new SpecMark("groups/web/health/checks/0", 9, 11), check.Marks[""]);
    }
}
