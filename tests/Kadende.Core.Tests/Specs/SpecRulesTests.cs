using Kadende.Core.Specs;
using Xunit;

namespace Kadende.Core.Tests.Specs;

/// <summary>One case for each rule of the language: what is refused, where, and in which words.</summary>
public sealed class SpecRulesTests
{
    [Theory]
    [InlineData("size: 10001", "size", "from 0 to 10000, but is 10001")]
    [InlineData("size: -1", "size", "from 0 to 10000, but is -1")]
    [InlineData("size: '3'", "size", "but is the text '3'")]
    [InlineData("size: 3.0", "size", "whole number")]
    [InlineData("size: three", "size", "whole number")]
    [InlineData("size: 99999999999999999999", "size", "whole number")]
    [InlineData("size:", "size", "has no value")]
    [InlineData("size: [1]", "size", "but is a list")]
    [InlineData("logicalIds: a", "logicalIds", "a list of 0 to 10000 items, but is the text 'a'")]
    [InlineData("logicalIds: [a, b, a]", "logicalIds/2", "'a' is given twice")]
    [InlineData("logicalIds: [a, b/c]", "logicalIds/1", "'logicalIds/1' must be a name")]
    [InlineData("logicalIds: [а]", "logicalIds/0", "must be a name")]
    public void Read_BadSize_IsAFault(string field, string path, string message) =>
        AssertOne(Assert.Single(Texts.Faults(Texts.GroupWithoutSize(field))), path, message);

    [Fact]
    public void Read_SizeAndLogicalIds_IsAFault() =>
        AssertOne(Texts.GroupFault("logicalIds: [a]"), "logicalIds", "cannot both be given");

    [Fact]
    public void Read_NeitherSizeNorLogicalIds_IsAFault()
    {
        var fault = Assert.Single(Texts.Faults(Texts.GroupWithoutSize("")));

        Assert.Equal("groups/web", fault.Path);
        Assert.Contains("'size' is missing", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("size: 0", 0)]
    [InlineData("size: 10000", 10_000)]
    [InlineData("size: 0o17", 15)]
    [InlineData("size: 0x1F", 31)]
    [InlineData("logicalIds: []", 0)]
    public void Read_GoodSize_IsTaken(string field, int count) =>
        Assert.Equal(count, Texts.Good(Texts.GroupWithoutSize(field)).Groups[0].Slots.Count);

    [Theory]
    [InlineData("labels: { 'kadende.node': x }", "labels/kadende.node", "kept for Kadende's own labels")]
    [InlineData("labels: { 'a b': x }", "labels/a b", "cannot be the key of a label")]
    [InlineData("labels: { a: }", "labels/a", "has no value")]
    [InlineData("labels: { a: [1] }", "labels/a", "but is a list")]
    [InlineData("labels: [a]", "labels", "a mapping of at most 50 labels, but is a list")]
    [InlineData("init: [a]", "init", "must be a script as text")]
    [InlineData("resourceProperties: x", "resourceProperties", "a mapping of the plugin's own fields")]
    [InlineData("resourceProperties: { a: .inf }", "resourceProperties/a", "a number that plugins cannot be given")]
    [InlineData(
        "resourceProperties: { a: [1e999] }",
        "resourceProperties/a/0",
        "a number that plugins cannot be given"
    )]
    [InlineData("terminate: eldest", "terminate", "'oldest' or 'newest'")]
    [InlineData("createTimeout: 20", "createTimeout", "such as 500ms, 15s, 10m or 2h, but is 20")]
    [InlineData("createTimeout: 25h", "createTimeout", "from 1s to 24h")]
    [InlineData("createTimeout: 1h30m", "createTimeout", "a duration")]
    [InlineData("createTimeout: 1d", "createTimeout", "a duration")]
    [InlineData("createTimeout: 9999999999999999h", "createTimeout", "a duration")]
    [InlineData("createTimeout: -5m", "createTimeout", "a duration")]
    [InlineData("createTimeout: 5m", "createTimeout", "cannot be longer than 'createTimeout'")]
    [InlineData("unknownInstances: keep", "unknownInstances", "'delete' or 'quarantine' or 'ignore'")]
    [InlineData("paused: yes", "paused", "must be true or false, but is the text 'yes'")]
    [InlineData("pause: true", "pause", "did you mean 'paused'?")]
    [InlineData("web2: { size: 1, resourcePlugin: { name: x } }", "web2", "a group cannot stand here")]
    public void Read_BadFieldOfAGroup_IsAFault(string field, string path, string message) =>
        AssertOne(Texts.GroupFault(field), path, message);

    [Theory]
    [InlineData("interval: 500ms", "interval", "from 1s to 1h")]
    [InlineData("interval: 2h", "interval", "from 1s to 1h")]
    [InlineData("grace: 30m", "grace", "cannot be longer than 'createTimeout'")]
    [InlineData("unhealthyAfter: 0", "unhealthyAfter", "from 1 to 100")]
    [InlineData("healthyAfter: 101", "healthyAfter", "from 1 to 100")]
    [InlineData("combine: some", "combine", "'any' or 'all'")]
    [InlineData("mode: watch", "mode", "'enforce' or 'observe'")]
    [InlineData("checks: { type: tcp }", "checks", "a list")]
    [InlineData("checks: [{ port: 1 }]", "checks/0/type", "'type' is missing")]
    [InlineData("checks: [{ type: tcp, timeout: 99ms }]", "checks/0/timeout", "from 100ms to 60s")]
    [InlineData("checks: [{ type: tcp, timeout: 61s }]", "checks/0/timeout", "from 100ms to 60s")]
    [InlineData("checks: [{ type: tcp, ratio: .nan }]", "checks/0/ratio", "a number that plugins cannot be given")]
    [InlineData("checks: [tcp]", "checks/0", "'checks/0' must be a mapping with 'type'")]
    public void Read_BadHealth_IsAFault(string field, string path, string message) =>
        AssertOneOrMore(Texts.Faults(Texts.Group($"health: {{ {field} }}")), $"health/{path}", message);

    [Theory]
    [InlineData("auto: 1", "auto", "true or false")]
    [InlineData("order: both", "order", "'launchFirst' or 'terminateFirst'")]
    [InlineData("maxInFlight: 0", "maxInFlight", "from 1 to 10000, or a percentage from 0% to 100%")]
    [InlineData("maxInFlight: 101%", "maxInFlight", "a percentage")]
    [InlineData("maxInFlight: '5'", "maxInFlight", "but is the text '5'")]
    [InlineData("breaker: -1%", "breaker", "a percentage")]
    [InlineData("breaker: '%'", "breaker", "a percentage")]
    [InlineData("breaker: 1.5%", "breaker", "a percentage")]
    [InlineData("retries: 0", "retries", "from 1 to 20")]
    [InlineData("retries: 21", "retries", "from 1 to 20")]
    [InlineData("backoff: { from: 2m, to: 1m }", "backoff/from", "cannot begin with a longer delay")]
    [InlineData("backoff: { to: 1s }", "backoff/to", "cannot begin with a longer delay")]
    [InlineData("backoff: 1m", "backoff", "a mapping with 'from', 'to'")]
    public void Read_BadRepair_IsAFault(string field, string path, string message) =>
        AssertOne(Texts.GroupFault($"repair: {{ {field} }}"), $"repair/{path}", message);

    [Theory]
    [InlineData("maxSurge: 0", "maxSurge", "cannot both be 0")]
    [InlineData("maxSurge: 0%, maxUnavailable: 0%", "maxSurge", "cannot both be 0")]
    [InlineData("maxUnavailable: 10001", "maxUnavailable", "from 0 to 10000")]
    public void Read_BadUpdate_IsAFault(string field, string path, string message) =>
        AssertOne(Texts.GroupFault($"update: {{ {field} }}"), $"update/{path}", message);

    [Theory]
    [InlineData("{}", "name", "'name' is missing")]
    [InlineData("{ name: a b }", "name", "must be a name")]
    [InlineData("{ name: x, version: '' }", "version", "a version of at most 63 characters")]
    [InlineData("{ name: x, url: plugin.so }", "url", "an absolute URL")]
    [InlineData("{ name: x, url: /plugin.so }", "url", "an absolute URL")]
    [InlineData("{ name: x, url: 'https://user:secret@example.org/p' }", "url", "without user and password")]
    [InlineData("{ name: x, url: 'https://example.org/p', sha256: abc }", "sha256", "64 hexadecimal digits")]
    public void Read_BadPlugin_IsAFault(string plugin, string path, string message)
    {
        var fault = Assert.Single(
            Texts.Faults($"{Texts.Head}groups:\n  web:\n    size: 1\n    resourcePlugin: {plugin}\n")
        );

        AssertOne(fault, $"resourcePlugin/{path}", message);
    }

    [Fact]
    public void Read_HashWithoutUrl_IsAFault()
    {
        var text = Texts.Group().Replace("{ name: file }", $"{{ name: file, sha256: {new string('a', 64)} }}");

        AssertOne(Assert.Single(Texts.Faults(text)), "resourcePlugin/sha256", "belongs to 'url'");
    }

    [Fact]
    public void Read_PeersInInit_AreNotSupportedYet() =>
        AssertOne(Texts.GroupFault("init: '{{ peers }}'"), "init", "is not supported yet");

    [Theory]
    [InlineData("flavours: [{ name: bash, run: x }]", "flavours/0/run", "unknown field 'run'")]
    [InlineData("flavours: [{ properties: {} }]", "flavours/0/name", "'name' is missing")]
    [InlineData("flavours: { name: bash }", "flavours", "must be a list")]
    [InlineData("drainTimeout: 25h", "drainTimeout", "24h")]
    public void Read_BadFlavours_AreFaultsAtTheirPlaces(string field, string path, string message) =>
        AssertOne(Texts.GroupFault(field), path, message);

    [Theory]
    [InlineData("min: 5, max: 3", "min", "cannot be more than 'max'")]
    [InlineData("min: 2, max: 3", null, "'size' is 1, outside 'scaling' with 'min' 2 and 'max' 3")]
    [InlineData("min: 0, max: 3, schedule: [{ size: 1 }]", "schedule/0/cron", "'cron' is missing")]
    [InlineData("min: 0, max: 3, schedule: [{ cron: '* * *', size: 1 }]", "schedule/0/cron", "five fields")]
    [InlineData("min: 0, max: 3, schedule: [{ cron: '61 * * * *', size: 1 }]", "schedule/0/cron", "five fields")]
    [InlineData("min: 0, max: 3, schedule: [{ cron: '0 0 8 * * 1', size: 1 }]", "schedule/0/cron", "five fields")]
    [InlineData("min: 0, max: 3, schedule: [{ cron: '@daily', size: 1 }]", "schedule/0/cron", "five fields")]
    [InlineData("min: 0, max: 3, schedule: [{ cron: '0 0 30 2 *', size: 1 }]", "schedule/0/cron", "never comes true")]
    [InlineData(
        "min: 0, max: 3, schedule: [{ cron: '0 8 * * *', timeZone: Europe/Berln, size: 1 }]",
        "schedule/0/timeZone",
        "the IANA name of a time zone"
    )]
    [InlineData(
        "min: 0, max: 3, schedule: [{ cron: '0 8 * * *', timeZone: ../../etc/passwd, size: 1 }]",
        "schedule/0/timeZone",
        "the IANA name of a time zone"
    )]
    [InlineData(
        "min: 0, max: 3, schedule: [{ cron: '0 8 * * *', size: 1 }, { cron: '0 9 * * *', size: 4 }]",
        "schedule/1/size",
        "'size' is 4, outside 'scaling'"
    )]
    public void Read_BadScaling_IsAFaultAtItsPlace(string scaling, string? path, string message)
    {
        var fault = Texts.GroupFault($"scaling: {{ {scaling} }}");

        Assert.Equal(path is null ? "groups/web/size" : $"groups/web/scaling/{path}", fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(path is null ? 6 : 7, fault.Line);
        Assert.True(fault.Column > 5);
    }

    [Fact]
    public void Read_ScalingOfLogicalIds_IsAFault() =>
        AssertOne(
            Assert.Single(Texts.Faults(Texts.GroupWithoutSize("logicalIds: [a]\nscaling: { min: 0, max: 3 }"))),
            "scaling",
            "a group with 'logicalIds' has none"
        );

    [Fact]
    public void Read_GoodScaling_IsTaken()
    {
        var scaling = Texts
            .GoodGroup(
                "scaling: { min: 1, max: 3, schedule: [{ cron: '0 8 * * 1-5', timeZone: Europe/Berlin, size: 3 }] }"
            )
            .Scaling!;

        Assert.Equal((1, 3), (scaling.Min, scaling.Max));
        var rule = Assert.Single(scaling.Schedule);
        Assert.Equal(("0 8 * * 1-5", "Europe/Berlin", 3), (rule.When.Cron, rule.When.TimeZone, rule.Size));
    }

    [Fact]
    public void Read_FlavoursOfContainers_ComeBeforeTheGroupsOwn()
    {
        var groups = Texts
            .Good(
                Texts.Head
                    + """
                    groups:
                      a:
                        flavours: [{ name: first, properties: { run: [x] } }]
                        b:
                          flavours: [{ name: second }]
                          c: { size: 1, resourcePlugin: { name: x }, flavours: [{ name: third }, { name: fourth }] }
                        d: { size: 1, resourcePlugin: { name: x }, drainTimeout: 1m }
                    """
            )
            .Groups;

        Assert.Equal(["first", "second", "third", "fourth"], groups[0].Flavours.Select(flavour => flavour.Name));
        Assert.Equal(["first"], groups[1].Flavours.Select(flavour => flavour.Name));
        Assert.Equal(TimeSpan.FromMinutes(1), groups[1].DrainTimeout);
        Assert.Equal("groups/a/b/c/flavours/1", groups[0].Flavours[3].Path);
        Assert.Equal(
            (5, "x"),
            (
                groups[0].Flavours[0].Marks["properties/run/0"].Line,
                groups[0].Flavours[0].Properties.GetProperty("run")[0].GetString()
            )
        );
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("-a")]
    [InlineData("а")]
    [InlineData("web\u200d")]
    [InlineData("ｗｅｂ")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Read_BadNames_AreFaultsEverywhere(string name)
    {
        var faults = Texts.Faults(
            $"version: '1'\nid: \"{name}\"\nname: \"{name}\"\ngroups: {{ \"{name}\": {{ size: 1, resourcePlugin: {{ name: \"{name}\" }} }} }}\n"
        );

        Assert.Equal(
            ["id", "name", $"groups/{name}", $"groups/{name}/resourcePlugin/name"],
            faults.Select(f => f.Path)
        );
    }

    [Theory]
    [InlineData("a")]
    [InlineData("A.b_c-9")]
    [InlineData("9")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012")]
    public void Read_GoodNames_AreTaken(string name) =>
        Assert.Equal(
            name,
            Texts
                .Good(
                    $"version: 1\nname: \"{name}\"\ngroups: {{ \"{name}\": {{ size: 1, resourcePlugin: {{ name: x }} }} }}"
                )
                .Groups[0]
                .Path.Value
        );

    [Theory]
    [InlineData("size")]
    [InlineData("health")]
    [InlineData("labels")]
    [InlineData("paused")]
    public void Read_FieldNameAsGroupName_IsAFault(string name)
    {
        var faults = Texts.Faults($"{Texts.Head}groups: {{ {name}: {{ size: 1, resourcePlugin: {{ name: x }} }} }}");

        Assert.Contains(
            "is a field of groups and cannot name one",
            Assert.Single(faults).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("groups: {}", "groups", "holds no groups")]
    [InlineData("groups: []", "groups", "a mapping of names to groups, but is a list")]
    [InlineData("groups: { a: {} }", "groups/a", "holds no groups")]
    [InlineData("groups: { a: { labels: { b: c } } }", "groups/a", "holds no groups")]
    [InlineData("groups: { a: 5 }", "groups/a", "must be a group or a mapping of groups, but is 5")]
    [InlineData("groups: { a: { b: 5 } }", "groups/a/b", "must be a group or a mapping of groups")]
    [InlineData("groups: { a: { flavors: [] } }", "groups/a/flavors", "Did you mean the field 'flavours'?")]
    [InlineData("groups: { a: { size: 1 } }", "groups/a/resourcePlugin", "'resourcePlugin' is missing")]
    public void Read_BadTreeOfGroups_IsAFault(string groups, string path, string message)
    {
        var fault = Assert.Single(Texts.Faults(Texts.Head + groups));

        Assert.Equal(path, fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EightLevels_AreGood() =>
        Assert.Equal("a/a/a/a/a/a/a/a", Texts.Good(Nested(8)).Groups[0].Path.Value);

    [Fact]
    public void Read_NineLevels_AreAFault() =>
        Assert.Contains(
            "deeper than 8 levels",
            Assert.Single(Texts.Faults(Nested(9))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_200Groups_AreGood() => Assert.Equal(200, Texts.Good(Many(200)).Groups.Count);

    [Fact]
    public void Read_201Groups_AreOneFault()
    {
        var fault = Assert.Single(Texts.Faults(Many(201)));

        Assert.Equal(("groups/g200", 204), (fault.Path, fault.Line));
        Assert.Contains("more than 200 groups", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_51LabelsTogether_AreAFault()
    {
        var outer = string.Join(", ", Enumerable.Range(0, 50).Select(i => $"l{i}: x"));
        var faults = Texts.Faults(Texts.Group("labels: { more: x }") + $"labels: {{ {outer} }}\n");

        AssertOne(Assert.Single(faults), "labels", "there are 51 labels");
    }

    private static string Nested(int levels)
    {
        var open = string.Concat(Enumerable.Repeat("{ a: ", levels));
        return $"{Texts.Head}groups: {open}{{ size: 1, resourcePlugin: {{ name: x }} }}{new string('}', levels)}";
    }

    private static string Many(int count) =>
        Texts.Head
        + "groups:\n"
        + string.Concat(
            Enumerable.Range(0, count).Select(i => $"  g{i}: {{ size: 1, resourcePlugin: {{ name: x }} }}\n")
        );

    private static void AssertOne(Fault fault, string path, string message)
    {
        Assert.Equal($"groups/web/{path}", fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Line, 4, int.MaxValue);
        Assert.InRange(fault.Column, 5, int.MaxValue);
    }

    /// <summary>For words that are wrong and would not be supported either.</summary>
    private static void AssertOneOrMore(IReadOnlyList<Fault> faults, string path, string message) =>
        AssertOne(faults[^1], path, message);
}
