using CsCheck;
using Kadende.Plugins.Aws;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Aws;

public sealed class LaunchBatchTests
{
    // Text that UTF-8 can carry; half of a surrogate pair it cannot.
    private static readonly Gen<string> Names = Gen.String[Gen.Char[' ', '\uD7FF'], 1, 60];

    private static readonly Gen<CreateRequest[]> Requests =
        from count in Gen.Int[1, 120]
        from names in Names.Array[count]
        from ids in Names.Null().Array[count]
        from inits in Gen.Int[0, 2].Select(i => i == 0 ? null : $"init {i}").Array[count]
        from spreads in Gen.Int[0, 9].Array[count]
        select Enumerable
            .Range(0, count)
            .Select(i => Request($"n{i}-1", $"{names[i]}{i}", ids[i], inits[i], spreads[i]))
            .ToArray();

    [Fact]
    public void Of_AnyRequests_EveryMachineIsFoundAgainByItsTagsAlone() =>
        Requests.Sample(requests =>
            Assert.Equal(
                requests.Select(Told).Order(StringComparer.Ordinal),
                LaunchBatch
                    .Of(requests, 3)
                    .SelectMany(batch =>
                    {
                        var tags = batch.Tags.ToDictionary(StringComparer.Ordinal);
                        return batch.Requests.Select((_, index) => Told(LaunchList.Read(tags, index)));
                    })
                    .Order(StringComparer.Ordinal)
            )
        );

    [Fact]
    public void Of_AnyRequests_KeepsToEc2sLimits() =>
        Requests.Sample(requests =>
            Assert.All(
                LaunchBatch.Of(requests, 3),
                batch =>
                {
                    Assert.Null(batch.TagProblem());
                    Assert.InRange(batch.ClientToken.Length, 1, 64);
                    Assert.Single(batch.Requests.Select(request => (request.Init, request.Spread % 3)).Distinct());
                }
            )
        );

    [Fact]
    public void Of_AnotherOrder_IsTheSameLaunch() =>
        Requests.Sample(requests =>
            Assert.Equal(
                LaunchBatch.Of(requests, 2).Select(batch => batch.ClientToken).Order(StringComparer.Ordinal),
                LaunchBatch
                    .Of([.. requests.Reverse()], 2)
                    .Select(batch => batch.ClientToken)
                    .Order(StringComparer.Ordinal)
            )
        );

    [Fact]
    public void Of_OtherMachines_HaveAnotherToken() =>
        Assert.NotEqual(
            Assert.Single(LaunchBatch.Of([Request("a-1"), Request("b-1")], 1)).ClientToken,
            Assert.Single(LaunchBatch.Of([Request("a-1"), Request("b-2")], 1)).ClientToken
        );

    [Fact]
    public void Read_AdoptedMachine_ItsOwnTagIsNewerThanTheList()
    {
        var batch = Assert.Single(LaunchBatch.Of([Request("a-1"), Request("b-1")], 1));
        var tags = batch.Tags.Append(new(LabelNames.Node, "new")).ToDictionary(StringComparer.Ordinal);

        Assert.Equal("new", LaunchList.Read(tags, 1).Labels[LabelNames.Node]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Read_IndexBeyondTheList_HasNoNode(int index)
    {
        var batch = Assert.Single(LaunchBatch.Of([Request("a-1"), Request("b-1")], 1));

        var (labels, logicalId) = LaunchList.Read(batch.Tags.ToDictionary(StringComparer.Ordinal), index);

        Assert.DoesNotContain(LabelNames.Node, labels.Keys);
        Assert.Null(logicalId);
    }

    [Theory]
    [InlineData("aws:mine", "x", "begins with aws:")]
    [InlineData("AWS:mine", "x", "begins with aws:")]
    [InlineData("", "x", "1 to 128")]
    public void TagProblem_LabelThatEc2Refuses_IsTold(string name, string value, string told) =>
        Assert.Contains(told, LaunchBatch.TagProblem([new(name, value)])!.Message, StringComparison.Ordinal);

    [Fact]
    public void TagProblem_TooLongOrTooMany_IsTold()
    {
        Assert.Contains(
            "256",
            LaunchBatch.TagProblem([new("a", new string('x', 257))])!.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "128",
            LaunchBatch.TagProblem([new(new string('x', 129), "")])!.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("51", LaunchBatch.TagProblem([.. Many(51)])!.Message, StringComparison.Ordinal);
        Assert.Null(LaunchBatch.TagProblem([.. Many(50)]));
    }

    private static IEnumerable<KeyValuePair<string, string>> Many(int count) =>
        Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"k{i}", "v"));

    private static CreateRequest Request(
        string token,
        string? node = null,
        string? logicalId = null,
        string? init = null,
        int spread = 0
    ) =>
        new()
        {
            Token = token,
            Properties = Json.Empty,
            LogicalId = logicalId,
            Init = init,
            Spread = spread,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [LabelNames.Cluster] = "c1",
                [LabelNames.Node] = node ?? token,
            },
        };

    private static string Told(CreateRequest request) => Told((request.Labels, request.LogicalId));

    private static string Told((IReadOnlyDictionary<string, string> Labels, string? LogicalId) machine) =>
        $"{machine.Labels[LabelNames.Cluster]} {machine.Labels.Count} {machine.Labels[LabelNames.Node]} {machine.LogicalId}";

    private static string Told((Dictionary<string, string> Labels, string? LogicalId) machine) =>
        Told(((IReadOnlyDictionary<string, string>)machine.Labels, machine.LogicalId));
}
