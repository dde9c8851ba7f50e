using Kadende.Plugins.GoogleCompute;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Kadende.TestKit.GoogleCompute;

namespace Kadende.Plugins.Tests.GoogleCompute;

public sealed class InstanceLabelsTests : IAsyncLifetime
{
    private const string SetLabels = "/compute/v1/projects/kadende-test/zones/us-central1-a/instances/";

    private ComputeBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await ComputeBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("", "")]
    [InlineData("UPPER and lower", "Ünï/cødé:…_-")]
    [InlineData("a.b/c", "../../etc?x=1&y#z\") OR (labels.a=\"b")]
    public async Task Create_HostileLabels_ComeBackExactly(string suffix, string value)
    {
        var request = _bench.Group.Request(group: "outer-group-with-a-long-name/INNER-group-with-a-long-name/web");
        var labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal)
        {
            [$"note{suffix}"] = value,
            ["long"] = new string('Ö', 255),
            ["0begins-with-a-digit"] = "x",
        };

        await _bench.CreateAsync(request with { Labels = labels });

        var listed = Assert.Single(await _bench.Group.ListAsync(labels));
        Assert.Equal(
            labels.OrderBy(l => l.Key, StringComparer.Ordinal),
            listed.Labels.OrderBy(l => l.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Label_LongAndShortAgain_LeavesNothingBehind()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request(init: "true"));

        await LabelAsync(created, "env", new string('x', 200));
        Assert.Equal(new string('x', 200), Assert.Single(await _bench.Group.ListAsync()).Labels["env"]);
        Assert.False(_bench.Cloud.Instances.All[0].Labels.ContainsKey("env"));
        await LabelAsync(created, "env", "short");

        var made = _bench.Cloud.Instances.All[0];
        Assert.Equal("short", Assert.Single(await _bench.Group.ListAsync()).Labels["env"]);
        Assert.Null(made.Item(GoogleLabels.Item));
        Assert.Equal("true", made.Item("startup-script"));
    }

    [Fact]
    public async Task Label_LabelsOfOthers_Stay()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Instances.All[0].Labels["goog_other_"] = "theirs";

        await LabelAsync(created, "env", "prod");

        Assert.Equal("theirs", _bench.Cloud.Instances.All[0].Labels["goog_other_"]?.GetValue<string>());
    }

    [Fact]
    public async Task Label_ChangedInBetween_TriesAgain()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Faults.FailNext("POST", SetLabels, 412, GoogleError.Body(412, "conditionNotMet", "changed"), 2);

        await LabelAsync(created, "env", "prod");

        Assert.Equal("prod", Assert.Single(await _bench.Group.ListAsync()).Labels["env"]);
    }

    [Fact]
    public async Task Label_ChangedAgainAndAgain_GivesUp()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());
        _bench.Cloud.Faults.FailNext("POST", SetLabels, 412, GoogleError.Body(412, "conditionNotMet", "changed"), 50);

        await Assert.ThrowsAsync<ProviderUnavailableException>(() => LabelAsync(created, "env", "prod"));
    }

    [Fact]
    public async Task Label_OtherNode_IsTaken()
    {
        var created = await _bench.Group.CreateAsync(_bench.Group.Request());

        await LabelAsync(created, LabelNames.Node, "n-adopted");

        Assert.Equal("n-adopted", Assert.Single(await _bench.Group.ListAsync()).Labels[LabelNames.Node]);
    }

    private Task LabelAsync(Instance instance, string key, string value) =>
        _bench.Provider.LabelAsync(
            new LabelRequest(
                instance.Id,
                _bench.Group.Properties,
                new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value }
            ),
            Cancel
        );
}
