using Kadende.Plugins.Files;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Files;

public sealed class FileProviderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ProviderBench _bench;

    public FileProviderTests() => _bench = new ProviderBench(Open, Json.Of("""{ "content": "hello\n" }"""));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Create_File_HoldsContentThenInit()
    {
        var created = await _bench.CreateAsync(_bench.Request(init: "#!/bin/sh\n"));

        var lines = await File.ReadAllLinesAsync(created.Details["file"], TestContext.Current.CancellationToken);
        Assert.StartsWith("kadende {", lines[0], StringComparison.Ordinal);
        Assert.Equal(["hello", "#!/bin/sh"], lines[1..]);
        Assert.Equal(Path.Combine(_directory.Path, created.Id), created.Details["file"]);
    }

    [Fact]
    public async Task Describe_UserDeletedTheFile_TheNodeIsGone()
    {
        var created = await _bench.CreateAsync(_bench.Requests(2));

        File.Delete(created[0].Details["file"]);

        Assert.Equal(created[1].Id, Assert.Single(await _bench.ListAsync()).Id);
    }

    [Fact]
    public async Task Describe_UserChangedTheText_TheNodeStays()
    {
        var created = await _bench.CreateAsync(_bench.Request());

        await File.AppendAllTextAsync(created.Details["file"], "more", TestContext.Current.CancellationToken);

        Assert.Equal(created.Labels, Assert.Single(await _bench.ListAsync()).Labels);
    }

    [Fact]
    public async Task Describe_ForeignFilesInTheFolder_AreIgnoredAndKept()
    {
        var created = await _bench.CreateAsync(_bench.Request());
        var folder = Path.GetDirectoryName(created.Details["file"])!;
        var foreign = Path.Combine(folder, "notes");
        await File.WriteAllTextAsync(foreign, "mine", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "x.y"), "mine", TestContext.Current.CancellationToken);

        Assert.Single(await _bench.ListAsync());
        await _bench.DestroyAsync(created.Id);
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public async Task Label_InPlace_KeepsTheText()
    {
        var created = await _bench.CreateAsync(_bench.Request());
        var change = new Dictionary<string, string>(StringComparer.Ordinal) { ["new"] = "label" };

        await _bench.Provider.LabelAsync(
            new LabelRequest(created.Id, _bench.Properties, change),
            TestContext.Current.CancellationToken
        );

        var text = await File.ReadAllTextAsync(created.Details["file"], TestContext.Current.CancellationToken);
        Assert.EndsWith("}\nhello\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_OfTheFolder_IsRejected()
    {
        var created = await _bench.CreateAsync(_bench.Request());
        var change = new Dictionary<string, string>(StringComparer.Ordinal) { [LabelNames.Cluster] = "c2" };

        await Assert.ThrowsAsync<RequestRejectedException>(() =>
            _bench.Provider.LabelAsync(
                new LabelRequest(created.Id, _bench.Properties, change),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task Destroy_LastOfAGroup_LeavesNoEmptyFolders()
    {
        var created = await _bench.CreateAsync(_bench.Request(group: "a/b"));

        await _bench.DestroyAsync(created.Id);

        Assert.False(Directory.Exists(Path.Combine(_directory.Path, _bench.Installation)));
    }

    [Theory]
    [InlineData("kadende.cluster", "../c")]
    [InlineData("kadende.group", "web/../..")]
    [InlineData("kadende.group", "/etc")]
    [InlineData("kadende.installation", "")]
    public async Task Create_LabelThatLeadsElsewhere_IsRejected(string label, string value)
    {
        var request = _bench.Request();
        var labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal) { [label] = value };

        var results = await _bench.Provider.CreateAsync(
            [request with { Labels = labels }],
            TestContext.Current.CancellationToken
        );

        Assert.IsType<RequestRejectedException>(Assert.IsType<CreateResult.Failed>(results[0]).Failure);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData("""{ "directory": "/etc" }""")]
    [InlineData("""{ "directory": "a/../.." }""")]
    [InlineData("""{ "directory": "a//b" }""")]
    [InlineData("""{ "directory": ".hidden" }""")]
    public async Task Validate_DirectoryElsewhere_IsAFault(string properties) =>
        Assert.Equal(
            ["directory"],
            (await _bench.Provider.ValidateAsync(Json.Of(properties), TestContext.Current.CancellationToken)).Select(
                fault => fault.Path
            )
        );

    [Fact]
    public async Task Describe_ThousandUnchanged_ReadsNoFileAgain()
    {
        var results = await _bench.Provider.CreateAsync(_bench.Requests(1000), TestContext.Current.CancellationToken);

        var once = await _bench.ListAsync();
        var again = await _bench.ListAsync();

        Assert.All(results, result => Assert.IsType<CreateResult.Created>(result));
        Assert.Equal(1000, once.Count);
        Assert.All(once.Zip(again), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public async Task Create_HostDiedWhileItWrote_WritesTheFileAnew()
    {
        var request = _bench.Request();
        var created = await _bench.CreateAsync(request);
        await File.WriteAllTextAsync(created.Details["file"], "", TestContext.Current.CancellationToken);
        Assert.Empty(await _bench.ListAsync());

        var again = await _bench.CreateAsync(request);

        Assert.Equal(created.Id, again.Id);
        Assert.Equal(created.Id, Assert.Single(await _bench.ListAsync()).Id);
    }

    private FileProvider Open() =>
        new(Options.Create(new FileProviderOptions { Directory = _directory.Path }), TimeProvider.System);
}
