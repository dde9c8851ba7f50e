using System.Text.Json;
using Kadende.Plugins.Catalog;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Conformance;

/// <summary>What the contract asks of every provider. A provider's own class says how to open it and gives two examples.</summary>
public abstract class ProviderConformance : IAsyncLifetime
{
    private ProviderBench? _bench;

    /// <summary>A new provider object. Objects opened in one test share their machines, as before and after a restart.</summary>
    protected abstract IProvider Open();

    /// <summary>Properties that the provider accepts.</summary>
    protected abstract string GoodProperties { get; }

    /// <summary>Properties with a fault.</summary>
    protected abstract string BadProperties { get; }

    /// <summary>Where the fault is.</summary>
    protected abstract string BadPath { get; }

    /// <summary>How many machines make more than one page, where that is possible in a test.</summary>
    protected virtual int Many => 25;

    /// <summary>How many machines are made at once; less where each needs something real of its own.</summary>
    protected virtual int Several => 25;

    private ProviderBench Bench => _bench ??= new ProviderBench(Open, Json.Of(GoodProperties));

    private IProvider Provider => Bench.Provider;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        // A test that was skipped for want of a server never opened anything.
        if (_bench is not null)
        {
            await _bench.CleanAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Description_Always_HasAValidSchemaAndUsableNumbers()
    {
        var description = Provider.Description;
        var capabilities = description.Capabilities;

        Assert.Same(description, Provider.Description);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(description.PropertiesSchema).RootElement.ValueKind);
        Assert.NotEmpty(await FaultsAsync("[]"));
        Assert.True(PluginVersion.TryParse(description.Version, out _));
        Assert.True(capabilities is { CreateBatch: >= 1, DestroyBatch: >= 1, Parallelism: >= 1 });
        Assert.True(capabilities.CallTimeout > TimeSpan.Zero && capabilities.ListDelay >= TimeSpan.Zero);
    }

    [Fact]
    public async Task Validate_GoodProperties_FindsNothing() => Assert.Empty(await FaultsAsync(GoodProperties));

    [Fact]
    public async Task Validate_BadProperties_NamesThePlace() =>
        Assert.Contains(await FaultsAsync(BadProperties), fault => fault.Path == BadPath && fault.Message.Length > 0);

    [Fact]
    public async Task Create_One_IsListedAndRunsInTheEnd()
    {
        var request = Bench.Request(logicalId: "db-1");
        var created = await Bench.CreateAsync(request);

        var listed = await Bench.UntilAsync(seen => seen is [{ State: InstanceState.Running }]);

        Assert.Equal(created.Id, listed[0].Id);
        Assert.Equal("db-1", listed[0].LogicalId);
        AssertLabels(request.Labels, listed[0].Labels);
    }

    [Fact]
    public async Task Create_SameTokenAgain_GivesTheSameMachine()
    {
        Assert.SkipUnless(
            Provider.Description.Capabilities.IdempotentCreate,
            "The provider's creates are not idempotent."
        );
        var request = Bench.Request();

        var first = await Bench.CreateAsync(request);
        var second = await Bench.CreateAsync(request);
        Bench.Reopen();
        var third = await Bench.CreateAsync(request);

        Assert.Equal([first.Id, first.Id], [second.Id, third.Id]);
        Assert.Equal(first.Ports, third.Ports);
        Assert.Single(await Bench.UntilAsync(seen => seen.Count > 0));
    }

    [Fact]
    public async Task Create_SameTokenAtOnce_MakesOneMachine()
    {
        Assert.SkipUnless(
            Provider.Description.Capabilities.IdempotentCreate,
            "The provider's creates are not idempotent."
        );
        var request = Bench.Request();
        IProvider[] providers = [Provider, Open(), Open(), Open(), Open(), Open()];

        var answers = await Task.WhenAll(
            providers.Select(provider => Task.Run(() => provider.CreateAsync([request], Cancel), Cancel))
        );

        var ids = answers.Select(answer => Assert.IsType<CreateResult.Created>(Assert.Single(answer)).Instance.Id);
        Assert.Single(ids.Distinct(StringComparer.Ordinal));
        Assert.Single(await Bench.UntilAsync(seen => seen is [{ State: InstanceState.Running }]));
    }

    [Fact]
    public async Task Create_Many_AnswersInTheOrderOfTheRequests()
    {
        var requests = Bench.Requests(Several);

        var created = await Bench.CreateAsync(requests);

        Assert.Equal(
            requests.Select(request => request.Labels[LabelNames.Node]),
            created.Select(instance => instance.Labels[LabelNames.Node])
        );
        var listed = await Bench.UntilAsync(seen => seen.All(instance => instance.State == InstanceState.Running));
        Assert.Equal(Ids(created), Ids(listed));
    }

    [Fact]
    public async Task Describe_MoreThanAPage_HasNoGap()
    {
        var created = await Bench.CreateAsync(Bench.Requests(Many));

        var pages = await Bench.PagesAsync(Bench.Group(), Cancel);

        Assert.Equal(Ids(created), Ids(pages.SelectMany(page => page.Instances)));
    }

    [Fact]
    public async Task Describe_OtherLabels_AreInvisible()
    {
        var ours = await Bench.CreateAsync(Bench.Request());
        await Bench.CreateAsync(Bench.Request(cluster: "c2"));
        await Bench.CreateAsync(Bench.Request(group: "web/inner"));
        await Bench.CreateAsync(Bench.Request(group: "db"));
        var stranger = new ProviderBench(() => Provider, Bench.Properties);

        Assert.Equal(ours.Id, Assert.Single(await Bench.ListAsync()).Id);
        Assert.Empty(await Bench.ListAsync(With(LabelNames.Node, "another")));
        Assert.Empty(await Bench.ListAsync(With("unheard", "of")));
        Assert.Single(await Bench.ListAsync(With("env", "test")));
        Assert.Empty(await stranger.ListAsync());
    }

    [Fact]
    public async Task Describe_Nothing_IsEmpty() => Assert.Empty(await Bench.ListAsync());

    [Fact]
    public async Task Describe_AfterARestart_FindsTheMachinesUnchanged()
    {
        await Bench.CreateAsync(Bench.Requests(3));
        var before = await Bench.UntilAsync(seen => seen.All(instance => instance.State == InstanceState.Running));

        Bench.Reopen();
        var after = await Bench.ListAsync();

        Assert.Equal(before.Select(Told).Order(), after.Select(Told).Order());
    }

    [Fact]
    public async Task Describe_Twice_TellsTheSame()
    {
        await Bench.CreateAsync(Bench.Requests(3));
        var once = await Bench.UntilAsync(seen => seen.All(instance => instance.State == InstanceState.Running));

        var again = await Bench.ListAsync();

        Assert.Equal(once.Select(Told).Order(), again.Select(Told).Order());
    }

    [Fact]
    public async Task Destroy_One_IsGoneAndTheOthersStay()
    {
        var created = await Bench.CreateAsync(Bench.Requests(3));

        await Bench.DestroyAsync(created[1].Id);

        var left = await Bench.UntilAsync(seen => seen.Count == 2);
        Assert.Equal(Ids([created[0], created[2]]), Ids(left));
    }

    [Fact]
    public async Task Destroy_Twice_IsAccepted()
    {
        var created = await Bench.CreateAsync(Bench.Request());

        await Bench.DestroyAsync(created.Id);
        await Bench.DestroyAsync(created.Id, created.Id);

        Assert.Empty(await Bench.UntilAsync(seen => seen.Count == 0));
    }

    [Theory]
    [InlineData("never-made")]
    [InlineData("")]
    [InlineData("../../etc")]
    [InlineData("a/b/../../../c")]
    [InlineData("/")]
    public async Task Destroy_UnknownId_IsAccepted(string id)
    {
        await Bench.CreateAsync(Bench.Request());

        await Bench.DestroyAsync(id);

        Assert.Single(await Bench.ListAsync());
    }

    [Fact]
    public async Task Destroy_Many_AreGone()
    {
        var created = await Bench.CreateAsync(Bench.Requests(Several));

        await Bench.DestroyAsync(created.Select(instance => instance.Id));

        Assert.Empty(await Bench.UntilAsync(seen => seen.Count == 0));
    }

    [Fact]
    public async Task Label_InPlace_AddsAndOverwrites()
    {
        Assert.SkipUnless(Provider.Description.Capabilities.LabelsInPlace, "The provider cannot label in place.");
        var created = await Bench.CreateAsync(Bench.Request());
        var change = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [LabelNames.Configuration] = "fedcba9876543210",
            ["added"] = "yes",
        };

        await Provider.LabelAsync(new LabelRequest(created.Id, Bench.Properties, change), Cancel);
        await Provider.LabelAsync(new LabelRequest(created.Id, Bench.Properties, change), Cancel);

        var expected = new Dictionary<string, string>(created.Labels, StringComparer.Ordinal)
        {
            [LabelNames.Configuration] = "fedcba9876543210",
            ["added"] = "yes",
        };
        AssertLabels(expected, Assert.Single(await Bench.ListAsync()).Labels);
        Bench.Reopen();
        AssertLabels(expected, Assert.Single(await Bench.ListAsync()).Labels);
    }

    [Theory]
    [InlineData(LabelNames.Installation)]
    [InlineData(LabelNames.Cluster)]
    public async Task Label_MachineOfAnother_IsRefusedAndKeepsItsLabels(string label)
    {
        Assert.SkipUnless(Provider.Description.Capabilities.LabelsInPlace, "The provider cannot label in place.");
        var created = await Bench.CreateAsync(Bench.Request());
        var theft = new Dictionary<string, string>(Bench.Request(group: "theirs").Labels, StringComparer.Ordinal)
        {
            [label] = "thief",
        };

        await Assert.ThrowsAsync<RequestRejectedException>(() =>
            Provider.LabelAsync(new LabelRequest(created.Id, Bench.Properties, theft), Cancel)
        );

        AssertLabels(created.Labels, Assert.Single(await Bench.ListAsync()).Labels);
    }

    [Fact]
    public async Task Label_MachineOfTheSameCluster_IsAnotherNodes()
    {
        Assert.SkipUnless(Provider.Description.Capabilities.LabelsInPlace, "The provider cannot label in place.");
        var created = await Bench.CreateAsync(Bench.Request());
        var labels = Bench.Request().Labels;

        await Provider.LabelAsync(new LabelRequest(created.Id, Bench.Properties, labels), Cancel);

        AssertLabels(labels, Assert.Single(await Bench.ListAsync()).Labels);
    }

    [Fact]
    public async Task Label_UnknownId_SaysThatItIsGone()
    {
        Assert.SkipUnless(Provider.Description.Capabilities.LabelsInPlace, "The provider cannot label in place.");
        var request = new LabelRequest("never-made", Bench.Properties, Bench.Group());

        await Assert.ThrowsAsync<InstanceGoneException>(() => Provider.LabelAsync(request, Cancel));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_DoesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Provider.CreateAsync([Bench.Request()], cancelled)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Provider.ValidateAsync(Bench.Properties, cancelled)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bench.PagesAsync(Bench.Group(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Provider.DestroyAsync(
                [new DestroyRequest("never-made", Bench.Properties, RemovalReason.NotWanted, "test")],
                cancelled
            )
        );
        Assert.Empty(await Bench.ListAsync());
    }

    [Fact]
    public void ScopeOf_EqualProperties_IsEqual() =>
        Assert.Equal(Provider.ScopeOf(Json.Of(GoodProperties)), Open().ScopeOf(Json.Of(GoodProperties)));

    private async Task<IReadOnlyList<PropertyFault>> FaultsAsync(string properties)
    {
        var schema = await PropertySchema.ParseAsync(Provider.Description.PropertiesSchema, Cancel);
        var faults = schema.Check(Json.Of(properties));
        return faults.Count > 0 ? faults : await Provider.ValidateAsync(Json.Of(properties), Cancel);
    }

    private Dictionary<string, string> With(string label, string value) =>
        new(Bench.Group(), StringComparer.Ordinal) { [label] = value };

    private static IEnumerable<string> Ids(IEnumerable<Instance> instances) =>
        instances.Select(instance => instance.Id).Order(StringComparer.Ordinal);

    private static string Told(Instance instance) => JsonSerializer.Serialize(instance);

    private static void AssertLabels(
        IReadOnlyDictionary<string, string> expected,
        IReadOnlyDictionary<string, string> actual
    ) =>
        Assert.Equal(
            expected.OrderBy(label => label.Key, StringComparer.Ordinal),
            actual.OrderBy(label => label.Key, StringComparer.Ordinal)
        );
}
